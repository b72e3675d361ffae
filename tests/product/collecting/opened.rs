//! Sockets for a collector to find.

use std::io::Read;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};

use anyhow::Result;

/// Sockets of every kind, open as long as this lives.
#[derive(Default)]
pub(super) struct Opened {
    streams: Vec<TcpStream>,
    listeners: Vec<TcpListener>,
    datagrams: Vec<UdpSocket>,
}

impl Opened {
    pub(super) fn all() -> Result<Self> {
        let mut opened = Self::default();
        for ip in [
            IpAddr::from(Ipv4Addr::LOCALHOST),
            Ipv6Addr::LOCALHOST.into(),
        ] {
            let listener = TcpListener::bind((ip, 0))?;
            let at = listener.local_addr()?;
            opened.connect(&listener, at)?;
            // One that nobody accepts.
            opened.streams.push(TcpStream::connect(at)?);
            opened.listeners.push(listener);

            let open = UdpSocket::bind((ip, 0))?;
            let connected = UdpSocket::bind((ip, 0))?;
            connected.connect(open.local_addr()?)?;
            opened.datagrams.extend([open, connected]);
        }
        // IPv4 on a listener of IPv6.
        let any = TcpListener::bind((Ipv6Addr::UNSPECIFIED, 0))?;
        let port = any.local_addr()?.port();
        opened.connect(&any, (Ipv4Addr::LOCALHOST, port).into())?;
        // Closed by the client and not by the server, and closed by both: TIME-WAIT.
        let at = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        for both in [false, true] {
            let client = TcpStream::connect(at)?;
            let (mut server, _) = any.accept()?;
            drop(client);
            server.read_to_end(&mut Vec::new())?;
            if !both {
                opened.streams.push(server);
            }
        }
        opened.listeners.push(any);
        Ok(opened)
    }

    fn connect(&mut self, listener: &TcpListener, at: SocketAddr) -> Result<()> {
        self.streams.push(TcpStream::connect(at)?);
        self.streams.push(listener.accept()?.0);
        Ok(())
    }
}
