//! Data that is sent, gets lost on its way and is sent again.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use netsnap_shared::snapshot::{CongestionState, Socket, State, TimerKind};

use super::{read_own, sockets_of};
use crate::made::{inside, ip, may_make_namespaces, named};
use crate::quiet;

/// What is sent, in bytes: more than one segment.
const SENT: [u8; 3000] = [7; 3000];

#[test]
fn data_that_gets_lost_is_sent_again() {
    let test = "sockets::retransmission::data_that_gets_lost_is_sent_again";
    quiet::run_with_names(test, || {
        if !may_make_namespaces() {
            return;
        }
        let far = named("far");
        for command in [
            "link add near0 type veth peer name far0 netns far",
            "addr add 192.0.2.1/24 dev near0",
            "link set near0 up",
            "-n far addr add 192.0.2.2/24 dev far0",
            "-n far link set far0 up",
        ] {
            ip(command);
        }
        let listener = inside(&far, || TcpListener::bind("192.0.2.2:7000").unwrap());
        let mut near = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (_kept, _) = listener.accept().unwrap();
        let local = near.local_addr().unwrap();
        // Whatever is sent from here on is for nobody.
        ip("-n far addr del 192.0.2.2/24 dev far0");
        near.write_all(&SENT).unwrap();

        let again = |row: &Socket| row.timer.is_some_and(|timer| timer.retransmits > 0);
        let row = (0..100).find_map(|_| {
            std::thread::sleep(Duration::from_millis(50));
            let snapshot = read_own();
            let mut rows = sockets_of(&snapshot).iter();
            rows.find(|row| row.local.port == local.port() && again(row))
                .cloned()
        });
        let row = row.unwrap();
        assert_eq!(row.state, Some(State::Established));
        assert_eq!(row.timer.unwrap().kind, TimerKind::Retransmit);
        assert_eq!(row.send_queue.map(|bytes| bytes as usize), Some(SENT.len()));
        let info = row.tcp_info.unwrap();
        assert_eq!(info.congestion_state, Some(CongestionState::Loss));
        for count in [
            info.retransmitted_segments,
            info.lost_segments,
            info.unacknowledged_segments,
        ] {
            assert!(count.unwrap() > 0, "{info:?}");
        }
        assert!(info.bytes_retransmitted.unwrap() > 0, "{info:?}");
        // The SYN counts as one.
        assert_eq!(info.bytes_acknowledged, Some(1), "{info:?}");
    });
}
