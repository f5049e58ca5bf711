//! The routes of a contract.

use std::rc::Rc;
use std::sync::Arc;

use actix_web::http::header::{ALLOW, HOST, HeaderValue};
use actix_web::http::uri::Authority;
use actix_web::web::ServiceConfig;
use actix_web::{HttpRequest, HttpResponse, web};
use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;

use super::Callers;
use super::answer::{Reject, answer, fallback, http_response};
use super::exchange::{Exchange, Halt};
use super::tree::{Tree, names};
use crate::Rejection;
use crate::wire::{Fault, Problem, Refusal, Request};

type Handler<S> = Box<dyn Fn(Arc<S>, Exchange) -> LocalBoxFuture<'static, HttpResponse>>;

/// A method of a path.
struct Route<S> {
    method: &'static str,
    /// Of the values in the path.
    names: Vec<&'static str>,
    handler: Handler<S>,
}

/// The routes of a contract, and the server that answers them.
pub struct Router<S> {
    base: &'static str,
    server: Arc<S>,
    tree: Tree<Route<S>>,
}

impl<S: 'static> Router<S> {
    /// No routes yet, below that path.
    pub fn new(base: &'static str, server: Arc<S>) -> Self {
        Self {
            base,
            server,
            tree: Tree::default(),
        }
    }

    /// An operation that anybody may call.
    pub fn open<R: Request + 'static>(
        &mut self,
        reject: Reject<S, R>,
        handle: impl AsyncFn(&S, R) -> Result<R::Response, Fault> + 'static,
    ) {
        self.add::<R>(reject, async move |server: &S, exchange: &mut Exchange| {
            let request = exchange.request::<R>().await?;
            Ok(handle(server, request).await?)
        });
    }

    /// An operation that asks for a credential.
    pub fn secured<R: Request + 'static>(
        &mut self,
        reject: Reject<S, R>,
        handle: impl AsyncFn(&S, S::Caller, R) -> Result<R::Response, Fault> + 'static,
    ) where
        S: Callers,
    {
        self.add::<R>(reject, async move |server: &S, exchange: &mut Exchange| {
            let caller = exchange.caller(server, R::ENDPOINT).await?;
            let caller = caller.ok_or(Refusal::Unauthenticated)?;
            let request = exchange.request::<R>().await?;
            Ok(handle(server, caller, request).await?)
        });
    }

    /// An operation that a caller may call with a credential or without any.
    pub fn optional<R: Request + 'static>(
        &mut self,
        reject: Reject<S, R>,
        handle: impl AsyncFn(&S, Option<S::Caller>, R) -> Result<R::Response, Fault> + 'static,
    ) where
        S: Callers,
    {
        self.add::<R>(reject, async move |server: &S, exchange: &mut Exchange| {
            let caller = exchange.caller(server, R::ENDPOINT).await?;
            let request = exchange.request::<R>().await?;
            Ok(handle(server, caller, request).await?)
        });
    }

    fn add<R: Request + 'static>(
        &mut self,
        reject: Reject<S, R>,
        work: impl AsyncFn(&S, &mut Exchange) -> Result<R::Response, Halt> + 'static,
    ) {
        let endpoint = R::ENDPOINT;
        let work = Rc::new(work);
        let handler: Handler<S> = Box::new(move |server, exchange| {
            let work = Rc::clone(&work);
            async move { answer::<S, R>(&server, exchange, reject, &*work).await }.boxed_local()
        });
        let route = Route {
            method: endpoint.method,
            names: names(endpoint.path),
            handler,
        };
        let template = format!("{}{}", self.base, endpoint.path);
        self.tree.insert(&template, route);
    }

    /// Registers the routes. What is below the base path and no route is answered 404.
    pub fn install(self) -> impl FnOnce(&mut ServiceConfig) {
        move |config| {
            let base = self.base;
            let router = Rc::new(self);
            let service = web::to(move |http: HttpRequest, payload: web::Payload| {
                let router = Rc::clone(&router);
                async move { router.dispatch(http, payload).await }
            });
            if base.is_empty() || base.contains('{') {
                config.default_service(service);
            } else {
                config.service(web::scope(base).default_service(service));
            }
        }
    }

    async fn dispatch(&self, http: HttpRequest, payload: web::Payload) -> HttpResponse {
        if !has_valid_host(&http) {
            let problem = Problem::new(400, "The Host header names no host.");
            return http_response(fallback(&problem));
        }
        let path = http.uri().path().to_owned();
        let Some((routes, values)) = self.tree.find(&path) else {
            return unrouted(&Rejection::UnknownRoute);
        };
        let method = http.method().as_str();
        let Some(route) = of_method(routes, method) else {
            return other_method(routes);
        };
        let skipped = values.len().saturating_sub(route.names.len());
        let values = values.into_iter().skip(skipped).map(str::to_owned);
        let exchange = Exchange {
            values: route.names.iter().copied().zip(values).collect(),
            http: http.clone(),
            payload: Some(payload),
        };
        (route.handler)(Arc::clone(&self.server), exchange).await
    }
}

/// Whether the Host header is what it may be (RFC 9110, section 7.2): a host, with a port or without.
/// That it is there once is what the connection sees to.
fn has_valid_host(http: &HttpRequest) -> bool {
    let Some(host) = http.headers().get(HOST).filter(|host| !host.is_empty()) else {
        return true;
    };
    let authority = host.to_str().ok().map(str::parse::<Authority>);
    matches!(authority, Some(Ok(authority)) if !authority.as_str().contains('@'))
}

fn unrouted(rejection: &Rejection) -> HttpResponse {
    http_response(fallback(&Problem::of(rejection, 400, 400)))
}

/// The route of a method. Where GET is, HEAD is (RFC 9110, section 9.3.2): its answer is sent without
/// the body.
fn of_method<'r, S>(routes: &'r [Route<S>], method: &str) -> Option<&'r Route<S>> {
    let own = |method: &str| routes.iter().find(|route| route.method == method);
    own(method).or_else(|| own("GET").filter(|_| method == "HEAD"))
}

/// Answers a path that exists with the methods that it has (RFC 9110, section 15.5.6).
fn other_method<S>(routes: &[Route<S>]) -> HttpResponse {
    let mut methods: Vec<&str> = Vec::new();
    for route in routes {
        let head = (route.method == "GET").then_some("HEAD");
        for method in std::iter::once(route.method).chain(head) {
            if !methods.contains(&method) {
                methods.push(method);
            }
        }
    }
    let mut response = unrouted(&Rejection::MethodNotAllowed);
    if let Ok(methods) = HeaderValue::try_from(methods.join(", ")) {
        response.headers_mut().insert(ALLOW, methods);
    }
    response
}
