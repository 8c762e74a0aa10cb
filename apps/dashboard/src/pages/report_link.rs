//! The way to a report on paper, in the language of the page.

use leptos::prelude::*;
use screen::{Icon, language, tr};

/// A link that fetches the report of what lies at this address.
#[component]
pub(super) fn ReportLink(of: String) -> impl IntoView {
    let address = move || format!("{of}/report.pdf?lang={}", language().tag());
    view! { <a class="btn" download="" href=address><Icon name="download"/>{tr("report-get")}</a> }
}
