//! Tests of what was built: the page in Chromium, and the collector.

mod address;
mod axe;
mod bad_files;
mod bad_input;
mod collecting;
mod command_line;
mod contract;
mod filter_examples;
mod filter_terms;
mod filtering;
mod harness;
mod hostile;
mod keyboard;
mod looks;
mod opening;
mod own_network;
mod page;
mod panic;
mod pasting;
mod ports;
mod print;
mod routes;
mod selecting;
mod static_build;
mod value_menu;
mod views;
