//! Sockets of every kind, and what a snapshot must say of them.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::os::fd::{AsRawFd, OwnedFd};
use std::time::Duration;

use netsnap_shared::snapshot::{Endpoint, Family, Owner, Ownership, Pid, Protocol, State};
use rustix::net::{AddressFamily, SocketFlags, SocketType, bind, listen, socket_with, sockopt};

const V4: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const V6: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

/// What a snapshot must say of the sockets with these ends.
#[derive(Debug)]
pub(crate) struct Expected {
    pub what: &'static str,
    pub protocol: Protocol,
    pub local: Endpoint,
    pub remote: Option<Endpoint>,
    /// How many sockets have these ends.
    pub count: usize,
    pub state: State,
    pub ownership: Ownership,
    /// The owners of all of them together.
    pub owners: Vec<Owner>,
    pub has_inode: bool,
    pub receive_queue: Option<u32>,
    /// How many connections wait for this listener.
    pub accepts: Option<u32>,
}

impl Expected {
    /// The family of the sockets.
    pub(crate) fn family(&self) -> Family {
        match self.local.ip {
            IpAddr::V4(_) => Family::Ipv4,
            IpAddr::V6(_) => Family::Ipv6,
        }
    }

    fn new(what: &'static str, protocol: Protocol, state: State, local: SocketAddr) -> Self {
        Self {
            what,
            protocol,
            local: endpoint(local),
            remote: None,
            count: 1,
            state,
            ownership: Ownership::Kernel,
            owners: Vec::new(),
            has_inode: false,
            receive_queue: Some(0),
            accepts: None,
        }
    }

    fn to(mut self, remote: SocketAddr) -> Self {
        self.remote = Some(endpoint(remote));
        self
    }

    fn of(mut self, descriptors: &[&dyn AsRawFd]) -> Self {
        self.owners = descriptors.iter().map(|fd| owner(*fd)).collect();
        self.owners.sort_unstable();
        self.ownership = Ownership::Owned;
        self.has_inode = true;
        self
    }

    fn listening(mut self, waiting: u32) -> Self {
        self.accepts = Some(waiting);
        self.receive_queue = None;
        self
    }

    fn verdict(mut self, ownership: Ownership) -> Self {
        self.ownership = ownership;
        self
    }

    fn unread(mut self, bytes: u32) -> Self {
        self.receive_queue = Some(bytes);
        self
    }
}

fn endpoint(address: SocketAddr) -> Endpoint {
    Endpoint {
        ip: address.ip(),
        port: address.port(),
    }
}

fn owner(descriptor: &dyn AsRawFd) -> Owner {
    Owner {
        pid: Pid(std::process::id()),
        fd: u32::try_from(descriptor.as_raw_fd()).ok(),
    }
}

/// Sockets that stay open as long as this lives.
#[derive(Default)]
pub(crate) struct Opened {
    pub expected: Vec<Expected>,
    keep: Vec<OwnedFd>,
}

impl Opened {
    /// Opens sockets of every kind.
    pub(crate) fn all() -> Self {
        let mut opened = Self::default();
        opened.connections(V4);
        opened.connections(V6);
        opened.mapped();
        opened.closing();
        opened.datagrams(V4);
        opened.datagrams(V6);
        opened.shared_ports();
        opened
    }

    /// A listener that is held twice, a connection with unread bytes, one that is not accepted.
    fn connections(&mut self, ip: IpAddr) {
        let listener = TcpListener::bind((ip, 0)).unwrap();
        let local = listener.local_addr().unwrap();
        let again = listener.try_clone().unwrap();
        let (mut client, server) = connect(&listener, local);
        let from = client.local_addr().unwrap();
        client.write_all(b"hello").unwrap();
        wait_for(&server, 5);
        let waiting = TcpStream::connect(local).unwrap();
        let waits_at = waiting.local_addr().unwrap();
        let tcp = |what, state, local| Expected::new(what, Protocol::Tcp, state, local);
        self.expected.extend([
            tcp("listener", State::Listen, local)
                .of(&[&listener, &again])
                .listening(1),
            tcp("client", State::Established, from)
                .to(local)
                .of(&[&client]),
            tcp("server", State::Established, local)
                .to(from)
                .of(&[&server])
                .unread(5),
            tcp("waiting client", State::Established, waits_at)
                .to(local)
                .of(&[&waiting]),
            tcp("not accepted", State::Established, local)
                .to(waits_at)
                .verdict(Ownership::NotAccepted),
        ]);
        self.keep([listener.into(), again.into(), client.into(), server.into()]);
        self.keep([waiting.into()]);
    }

    /// An IPv4 connection to a listener of IPv6.
    fn mapped(&mut self) {
        let listener = TcpListener::bind((Ipv6Addr::UNSPECIFIED, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (client, server) = connect(&listener, (V4, port).into());
        let from = client.local_addr().unwrap();
        let mapped = |port| SocketAddr::from((Ipv4Addr::LOCALHOST.to_ipv6_mapped(), port));
        let tcp = |what, local| Expected::new(what, Protocol::Tcp, State::Established, local);
        self.expected.extend([
            tcp("mapped", mapped(port))
                .to(mapped(from.port()))
                .of(&[&server]),
            tcp("to mapped", from).to((V4, port).into()).of(&[&client]),
        ]);
        self.keep([listener.into(), client.into(), server.into()]);
    }

    /// Connections on their way out: TIME-WAIT, and FIN-WAIT-2 with CLOSE-WAIT opposite.
    fn closing(&mut self) {
        let listener = TcpListener::bind((V4, 0)).unwrap();
        let local = listener.local_addr().unwrap();
        let tcp = |what, state, local| Expected::new(what, Protocol::Tcp, state, local);

        let (client, server) = connect(&listener, local);
        let from = client.local_addr().unwrap();
        close(client, &server);
        drop(server);
        self.expected
            .push(tcp("time-wait", State::TimeWait, from).to(local));

        let (client, server) = connect(&listener, local);
        let from = client.local_addr().unwrap();
        close(client, &server);
        self.expected.extend([
            tcp("fin-wait-2", State::FinWait2, from).to(local),
            tcp("close-wait", State::CloseWait, local)
                .to(from)
                .of(&[&server]),
        ]);
        self.keep([listener.into(), server.into()]);
    }

    /// A datagram socket without a peer and unread bytes, and one with a peer.
    fn datagrams(&mut self, ip: IpAddr) {
        let open = UdpSocket::bind((ip, 0)).unwrap();
        let local = open.local_addr().unwrap();
        let connected = UdpSocket::bind((ip, 0)).unwrap();
        connected.connect(local).unwrap();
        let from = connected.local_addr().unwrap();
        let udp = |what, state, local| Expected::new(what, Protocol::Udp, state, local);
        self.expected.extend([
            udp("datagrams", State::Unconnected, local).of(&[&open]),
            udp("connected datagrams", State::Established, from)
                .to(local)
                .of(&[&connected]),
        ]);
        self.keep([open.into(), connected.into()]);
    }

    /// Two listeners on one port, and two datagram sockets.
    fn shared_ports(&mut self) {
        for (kind, protocol, state) in [
            (SocketType::STREAM, Protocol::Tcp, State::Listen),
            (SocketType::DGRAM, Protocol::Udp, State::Unconnected),
        ] {
            let first = reusing(kind);
            bind(&first, &SocketAddr::from((V4, 0))).unwrap();
            let local = SocketAddr::try_from(rustix::net::getsockname(&first).unwrap()).unwrap();
            let second = reusing(kind);
            bind(&second, &local).unwrap();
            let mut expected = Expected::new("shared port", protocol, state, local);
            if kind == SocketType::STREAM {
                listen(&first, 4).unwrap();
                listen(&second, 4).unwrap();
                expected = expected.listening(0);
            }
            expected.count = 2;
            self.expected.push(expected.of(&[&first, &second]));
            self.keep([first, second]);
        }
    }

    fn keep(&mut self, descriptors: impl IntoIterator<Item = OwnedFd>) {
        self.keep.extend(descriptors);
    }
}

fn reusing(kind: SocketType) -> OwnedFd {
    let flags = SocketFlags::CLOEXEC;
    let socket = socket_with(AddressFamily::INET, kind, flags, None).unwrap();
    sockopt::set_socket_reuseport(&socket, true).unwrap();
    socket
}

fn connect(listener: &TcpListener, to: SocketAddr) -> (TcpStream, TcpStream) {
    let client = TcpStream::connect(to).unwrap();
    let (server, _) = listener.accept().unwrap();
    (client, server)
}

/// Waits until this many bytes can be read.
fn wait_for(stream: &TcpStream, bytes: usize) {
    let mut buffer = vec![0; bytes];
    while stream.peek(&mut buffer).unwrap() < bytes {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Closes a connection and reads its end at the other side.
fn close(client: TcpStream, mut server: &TcpStream) {
    drop(client);
    let mut rest = Vec::new();
    server.read_to_end(&mut rest).unwrap();
}
