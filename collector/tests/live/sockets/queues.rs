//! A listener whose queue is full, and the connection that therefore waits and asks again.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::time::Duration;

use netsnap_shared::snapshot::{AcceptQueue, Endpoint, Ownership, Socket, State, TimerKind};
use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketFlags, SocketType, bind, connect, listen, socket_with};

use super::{read_own, sockets_of};
use crate::quiet;

fn stream(flags: SocketFlags) -> OwnedFd {
    let flags = flags | SocketFlags::CLOEXEC;
    socket_with(AddressFamily::INET, SocketType::STREAM, flags, None).unwrap()
}

#[test]
fn a_full_queue_and_who_waits_before_it() {
    quiet::run(
        "sockets::queues::a_full_queue_and_who_waits_before_it",
        || {
            let listener = stream(SocketFlags::empty());
            bind(&listener, &SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
            listen(&listener, 1).unwrap();
            let listener = TcpListener::from(listener);
            let to = listener.local_addr().unwrap();
            // Two may wait where the limit is one: the kernel compares with "more than".
            let _waiting = [(); 2].map(|()| TcpStream::connect(to).unwrap());
            let asks = stream(SocketFlags::NONBLOCK);
            assert_eq!(connect(&asks, &to), Err(Errno::INPROGRESS));
            let asks = TcpStream::from(asks);
            let from = asks.local_addr().unwrap();
            // The first repetition comes after a second.
            let row = (0..100).find_map(|_| {
                std::thread::sleep(Duration::from_millis(100));
                let snapshot = read_own();
                let mut rows = sockets_of(&snapshot).iter();
                let row = rows
                    .find(|row| row.local.port == from.port())
                    .cloned()
                    .unwrap();
                let again = |row: &Socket| row.timer.is_some_and(|timer| timer.retransmits > 0);
                again(&row).then_some((row, snapshot))
            });
            let (row, snapshot) = row.unwrap();
            assert_eq!(row.state, Some(State::SynSent));
            assert_eq!(row.ownership, Ownership::Owned);
            assert_eq!(row.timer.unwrap().kind, TimerKind::Retransmit);
            let info = row.tcp_info.unwrap();
            assert!(info.retransmitted_segments.unwrap() > 0, "{info:?}");
            assert_eq!((info.rtt_us, info.delivery_rate), (None, None));

            let end = Endpoint {
                ip: to.ip(),
                port: to.port(),
            };
            let rows = sockets_of(&snapshot).iter();
            let at_listener: Vec<_> = rows.filter(|row| row.local == end).collect();
            let listening = at_listener
                .iter()
                .find(|row| row.state == Some(State::Listen));
            let full = AcceptQueue {
                length: 2,
                limit: 1,
            };
            assert_eq!(listening.unwrap().accept_queue, Some(full));
            let waiting = at_listener
                .iter()
                .filter(|row| row.ownership == Ownership::NotAccepted);
            assert_eq!(waiting.count(), 2, "{at_listener:#?}");
        },
    );
}
