#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| morada_fuzz::csv(bytes));
