//! Where a page stands in its list, and the links to the others.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sovx_api_types::sovx::models::{Pagination, PaginationNavigation, PaginationRecords};
use sovx_runtime::Paged;

/// What a reader keeps as it is and what is at home in a value: e-mail addresses, dates.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'@');

/// The filters of a list, as its links repeat them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filters(String);

impl Filters {
    /// Adds a filter, if it was given.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: Option<&str>) -> Self {
        if let Some(value) = value {
            let value = utf8_percent_encode(value, VALUE);
            self.0.push_str(&format!("&{name}={value}"));
        }
        self
    }
}

/// A page of what these filters let through of the list at `path`, which is relative to the API's
/// base.
pub(crate) fn filtered_page<T>(
    path: &str,
    Filters(filters): &Filters,
    data: Vec<T>,
    limit: i32,
    skip: i32,
    total: i64,
) -> Paged<Vec<T>, Pagination> {
    let (step, offset) = (i64::from(limit), i64::from(skip));
    let link = |skip: i64| format!("{path}?filter[limit]={limit}&filter[skip]={skip}{filters}");
    let last = (total - 1).max(0) / step.max(1) * step;
    let has_next = offset + step < total;
    let has_previous = skip > 0;
    Paged {
        data,
        pagination: Pagination {
            records: PaginationRecords {
                skip,
                has_next,
                has_previous,
                total,
                limit,
            },
            navigation: PaginationNavigation {
                first: link(0),
                last: link(last),
                previous: has_previous.then(|| link((offset - step).max(0))),
                next: has_next.then(|| link(offset + step)),
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(limit: i32, skip: i32, total: i64) -> (String, Option<String>, Option<String>) {
        let page = filtered_page::<()>("/c", &Filters::default(), Vec::new(), limit, skip, total)
            .pagination
            .navigation;
        (page.last, page.previous, page.next)
    }

    #[test]
    fn an_empty_list_has_one_page() {
        let only = "/c?filter[limit]=20&filter[skip]=0".to_owned();

        assert_eq!(links(20, 0, 0), (only, None, None));
    }

    #[test]
    fn the_last_page_is_the_last_with_records() {
        let (last, previous, next) = links(20, 20, 40);

        assert_eq!(last, "/c?filter[limit]=20&filter[skip]=20");
        assert_eq!(
            previous.as_deref(),
            Some("/c?filter[limit]=20&filter[skip]=0")
        );
        assert_eq!(next, None);
    }

    #[test]
    fn the_page_before_a_crooked_one_begins_at_the_first_record() {
        let (_, previous, next) = links(20, 5, 100);

        assert_eq!(
            previous.as_deref(),
            Some("/c?filter[limit]=20&filter[skip]=0")
        );
        assert_eq!(next.as_deref(), Some("/c?filter[limit]=20&filter[skip]=25"));
    }

    #[test]
    fn links_repeat_the_filters_that_were_given() {
        let filters = Filters::default()
            .with("filter[sort]", None)
            .with("filter[where][status]", Some("ACTIVE"))
            .with("filter[where][email]", Some("a+b&c=é@example.com"));

        let page = filtered_page::<()>("/c", &filters, Vec::new(), 20, 0, 0);

        assert_eq!(
            page.pagination.navigation.first,
            "/c?filter[limit]=20&filter[skip]=0&filter[where][status]=ACTIVE\
             &filter[where][email]=a%2Bb%26c%3D%C3%A9@example.com"
        );
    }
}
