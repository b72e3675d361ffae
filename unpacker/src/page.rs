//! What JavaScript calls.
#![expect(
    unsafe_code,
    reason = "JavaScript hands over addresses in this module's memory, and finds functions by name"
)]

use core::slice;

/// [`unpack`](crate::unpack) with addresses and lengths in place of slices.
///
/// JavaScript gives the module new memory and puts both buffers there: they do not overlap, and
/// nothing else is in them.
#[unsafe(no_mangle)]
extern "C" fn unpack(
    file: *const u8,
    file_length: usize,
    unpacked: *mut u8,
    unpacked_length: usize,
) -> bool {
    // SAFETY: as said above; `viewer/boot.js` is the only caller.
    let (file, unpacked) = unsafe {
        (
            slice::from_raw_parts(file, file_length),
            slice::from_raw_parts_mut(unpacked, unpacked_length),
        )
    };
    crate::unpack(file, unpacked)
}

/// The compiler asks for it. Nothing panics.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
