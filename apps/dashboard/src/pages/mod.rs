//! The pages, one file each, and what more than one of them shows.

mod bridge_forms;
mod bridges;
pub(crate) mod client;
pub(crate) mod clients;
mod headset_forms;
pub(crate) mod headsets;
mod moment;
pub(crate) mod parts;
mod review;
mod sensor_file;
pub(crate) mod sensors;
pub(crate) mod session;
pub(crate) mod sessions_list;
pub(crate) mod settings;
pub(crate) mod timeline;
mod timeline_chart;
pub(crate) mod today;
pub(crate) mod words;
