//! A netlink socket of one's own, connected to the kernel.

use std::io;
use std::time::Duration;

use netlink_sys::{Socket, SocketAddr};
use rustix::net::RecvFlags;
use rustix::net::sockopt::{Timeout, set_socket_timeout};

/// How long the kernel may take for the next part of an answer. It answers from memory, so that
/// only a kernel that will never answer takes longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a dump is asked over: the kernel, or in tests a script.
pub(crate) trait Exchange {
    /// The number that answers are addressed to.
    fn port(&self) -> u32;
    /// Sends a request.
    fn send(&self, request: &[u8]) -> io::Result<()>;
    /// Waits for a datagram, puts as much of it into the buffer as that has room for, and gives its
    /// whole length.
    fn receive(&self, buffer: &mut Vec<u8>) -> io::Result<Datagram>;
}

/// What came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Datagram {
    /// Its length in bytes, before it was cut to the buffer's capacity.
    pub length: usize,
    /// Whether the kernel sent it, and not another process.
    pub from_kernel: bool,
}

/// A netlink socket.
#[derive(Debug)]
pub(crate) struct Channel {
    socket: Socket,
    port: u32,
}

impl Channel {
    /// Opens a socket of one of netlink's protocols in the network namespace of this thread.
    pub(crate) fn open(protocol: isize) -> io::Result<Self> {
        let socket = Socket::new(protocol)?;
        // Which gives it a port, too. Its queue may stay as it is: the kernel prepares the next part
        // of an answer when one is fetched.
        socket.connect(&SocketAddr::new(0, 0))?;
        let mut own = SocketAddr::new(0, 0);
        socket.get_address(&mut own)?;
        let port = own.port_number();
        set_socket_timeout(&socket, Timeout::Recv, Some(PATIENCE))?;
        Ok(Self { socket, port })
    }
}

impl Exchange for Channel {
    fn port(&self) -> u32 {
        self.port
    }

    fn send(&self, request: &[u8]) -> io::Result<()> {
        self.socket.send(request, 0).map(|_| ())
    }

    fn receive(&self, buffer: &mut Vec<u8>) -> io::Result<Datagram> {
        buffer.clear();
        let flags = RecvFlags::TRUNC.bits().cast_signed();
        let (length, sender) = self.socket.recv_from(buffer, flags)?;
        Ok(Datagram {
            length,
            from_kernel: sender.port_number() == 0,
        })
    }
}
