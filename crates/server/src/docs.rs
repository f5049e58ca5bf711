//! The pages for people: Swagger UI over the contracts, from this binary alone.

mod contract;
mod file;
mod page;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use actix_web::guard::fn_guard;
use actix_web::{HttpRequest, HttpResponse, web};
use utoipa_swagger_ui::{Config, serve};

use crate::apis::{Apis, Parts};
use crate::config::Environment;
use file::File;

/// Everything under `/docs/`, and the contracts of what is served beside it.
pub(crate) struct Docs {
    apis: Apis,
    contracts: Vec<(&'static str, Arc<File>)>,
    /// Our own files, and those of Swagger UI that were asked for; no more than there are.
    files: RwLock<HashMap<String, Arc<File>>>,
}

impl Docs {
    pub(crate) fn new(apis: &Apis, environment: Environment) -> Self {
        let contract = |api: Parts| {
            let published = contract::published(api.contract, environment);
            let file = File::new("application/json", published);
            (api.contract_path, Arc::new(file))
        };
        let own = page::files(apis).into_iter();
        let own = own.map(|(name, kind, text)| (name.to_owned(), Arc::new(File::new(kind, text))));
        Self {
            contracts: apis.parts().map(contract).collect(),
            files: RwLock::new(own.collect()),
            apis: apis.clone(),
        }
    }

    /// Registers the pages, the contracts, and the way there from `/`.
    pub(crate) fn routes(self: &Arc<Self>, config: &mut web::ServiceConfig) {
        let Some(first) = self.apis.parts().next() else {
            return;
        };
        for (path, contract) in &self.contracts {
            let contract = Arc::clone(contract);
            let answer = move |http: HttpRequest| {
                let contract = Arc::clone(&contract);
                async move { contract.answer(&http).await }
            };
            let resource = web::resource(*path).get(answer);
            config.service(resource.default_service((first.other_method)()));
        }
        for path in ["/", "/docs"] {
            let resource = web::resource(path).get(redirect);
            config.service(resource.default_service((first.other_method)()));
        }
        let (docs, there) = (Arc::clone(self), Arc::clone(self));
        let answer = move |http: HttpRequest, path: web::Path<String>| {
            let file = docs.file(&path);
            async move {
                match file {
                    Some(file) => file.answer(&http).await,
                    None => HttpResponse::NotFound().finish(),
                }
            }
        };
        let exists = fn_guard(move |context| {
            let path = context.head().uri.path().strip_prefix("/docs/");
            path.is_some_and(|path| there.file(path).is_some())
        });
        let files = web::resource("/docs/{file:.*}").guard(exists).get(answer);
        config.service(files.default_service((first.other_method)()));
    }

    /// One of our own files or of Swagger UI's, by its name; the page itself has none.
    fn file(&self, name: &str) -> Option<Arc<File>> {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = files.get(name) {
            return Some(Arc::clone(known));
        }
        drop(files);
        let found = serve(name, Arc::new(Config::default())).ok()??;
        let file = Arc::new(File::new(found.content_type, found.bytes.into_owned()));
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(files.entry(name.to_owned()).or_insert(file)))
    }
}

/// Leads to the page, relative to where the caller sees this server: a proxy may have put a path of
/// its own in front.
async fn redirect() -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header(("location", "docs/"))
        .finish()
}
