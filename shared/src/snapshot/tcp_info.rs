//! What TCP measures of a connection.

use super::fact;
use crate::named_code::named_code;

named_code! {
    /// How a connection's sender deals with loss (`enum tcp_ca_state`, Linux
    /// `include/uapi/linux/tcp.h`).
    pub enum CongestionState: u8 {
        /// Nothing is amiss.
        Open = 0 => "open",
        /// Duplicate acknowledgements came: something was lost or overtaken.
        Disorder = 1 => "disorder",
        /// The window is being reduced, for instance because the network marked congestion.
        WindowReduced = 2 => "window-reduced",
        /// Lost segments are being sent again.
        Recovery = 3 => "recovery",
        /// The timer ran out: everything unacknowledged counts as lost.
        Loss = 4 => "loss",
    }
}

fact! {
    /// What TCP measures of a connection (`struct tcp_info`, Linux `include/uapi/linux/tcp.h`). What
    /// an older kernel does not tell is absent.
    #[derive(Default, Eq)]
    pub struct TcpInfo {
        /// The algorithm that sizes the congestion window: `cubic`, `bbr`, …
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub congestion_control: Option<String>,
        /// How the sender deals with loss at the moment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub congestion_state: Option<CongestionState>,
        /// The smoothed round-trip time, in microseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub rtt_us: Option<u32>,
        /// How much the round-trip time varies, in microseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub rtt_variance_us: Option<u32>,
        /// The shortest round-trip time of late, in microseconds; absent before the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub min_rtt_us: Option<u32>,
        /// How long an acknowledgement is waited for, in microseconds (RFC 6298).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub retransmission_timeout_us: Option<u32>,
        /// The largest segment that is sent, in bytes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub send_mss: Option<u32>,
        /// The largest segment that was received, in bytes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub receive_mss: Option<u32>,
        /// The largest packet that the path takes, in bytes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub path_mtu: Option<u32>,
        /// How many segments may be under way.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub congestion_window: Option<u32>,
        /// The window, in segments, from which it grows slowly; absent when none was set yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub slow_start_threshold: Option<u32>,
        /// The bytes that the peer is ready to take.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub send_window: Option<u32>,
        /// Segments that were sent and not acknowledged.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub unacknowledged_segments: Option<u32>,
        /// Segments under way that count as lost.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub lost_segments: Option<u32>,
        /// Segments sent again since the connection began.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub retransmitted_segments: Option<u32>,
        /// Bytes of data sent, those sent again included.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub bytes_sent: Option<u64>,
        /// Bytes that the peer has acknowledged; the SYN and the FIN of this end count as one each.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub bytes_acknowledged: Option<u64>,
        /// Bytes of data received.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub bytes_received: Option<u64>,
        /// Bytes of data sent again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub bytes_retransmitted: Option<u64>,
        /// Bytes that wait to be sent for the first time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub not_sent_bytes: Option<u32>,
        /// The latest measure of what arrives at the peer, in bytes per second; absent before the
        /// first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub delivery_rate: Option<u64>,
        /// How fast segments are let out, in bytes per second; absent when nothing limits it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub pacing_rate: Option<u64>,
        /// The time since data was last sent, in milliseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub last_sent_ms: Option<u32>,
        /// The time since data was last received, in milliseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub last_received_ms: Option<u32>,
        /// How long there was something to send, in microseconds; absent when never.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub busy_us: Option<u64>,
        /// For how much of that the peer's window was too small, in microseconds; absent when never.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub receive_window_limited_us: Option<u64>,
        /// For how much of that the send buffer was too small, in microseconds; absent when never.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub send_buffer_limited_us: Option<u64>,
    }
}
