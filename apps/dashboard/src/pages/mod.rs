//! The pages, one file each, and what more than one of them shows.

pub(crate) mod access_log;
mod asking;
pub(crate) mod client;
pub(crate) mod clients;
pub(crate) mod emergency;
mod headset_forms;
pub(crate) mod headsets;
pub(crate) mod join;
mod moment;
pub(crate) mod own_login;
mod parts;
pub(crate) mod people;
pub(crate) mod profile;
mod relations;
mod review;
pub(crate) mod screening;
mod sensor_file;
pub(crate) mod sensors;
pub(crate) mod session;
pub(crate) mod sessions_list;
pub(crate) mod settings;
pub(crate) mod team_use;
pub(crate) mod timeline;
mod timeline_chart;
pub(crate) mod today;
pub(crate) mod words;
