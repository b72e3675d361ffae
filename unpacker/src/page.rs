//! What JavaScript calls.
#![expect(
    unsafe_code,
    reason = "JavaScript hands over addresses in this module's memory, and finds functions by name"
)]

use core::slice;

use crate::{Slot, WORK};

/// [`decode`](crate::decode) with an address and a length in place of a slice.
#[unsafe(no_mangle)]
extern "C" fn decode(text: *mut u8, length: usize) -> usize {
    // SAFETY: the text is in new memory, which JavaScript asked for and nothing else uses;
    // `viewer/boot.js` is the only caller.
    crate::decode(unsafe { slice::from_raw_parts_mut(text, length) })
}

/// [`unpack`](crate::unpack) with addresses and lengths in place of slices.
///
/// The buffers do not overlap, and `work` is for [`WORK`] slots, which are of four bytes.
#[unsafe(no_mangle)]
extern "C" fn unpack(
    file: *const u8,
    file_length: usize,
    work: *mut Slot,
    unpacked: *mut u8,
    unpacked_length: usize,
) -> bool {
    // SAFETY: all are in new memory, as above, which is zero; `viewer/boot.js` is the only caller.
    let (file, work, unpacked) = unsafe {
        (
            slice::from_raw_parts(file, file_length),
            slice::from_raw_parts_mut(work, WORK),
            slice::from_raw_parts_mut(unpacked, unpacked_length),
        )
    };
    crate::unpack(file, work, unpacked)
}

/// The compiler asks for it. Nothing panics.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
