//! A server whose sockets have a gate.

use std::fmt;
use std::future::ready;
use std::io;
use std::net::TcpListener;
use std::time::Duration;

use actix_http::error::DispatchError;
use actix_http::{HttpService, KeepAlive, Protocol, Request, Response};
use actix_server::{GracefulShutdownSignal, Server, ServerBuilder};
use actix_service::{
    IntoServiceFactory, Service, ServiceFactory, ServiceFactoryExt as _, fn_service, map_config,
};
use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::AppConfig;
use actix_web::rt::net::TcpStream;
use socket2::SockRef;

use super::gate::Ending;
use super::stall::Unread;
use super::{Gate, Patience};

/// How much the kernel keeps for a client that does not read, at most.
const SEND_BUFFER: usize = 256 * 1024;

/// How long the kernel keeps it for a client that says nothing at all.
const SEND_PATIENCE: Duration = Duration::from_secs(30);

/// How much of an answer actix keeps for a client, besides one piece.
const WRITE_BUFFER: usize = 16 * 1024;

/// How long actix reads the rest of a body that nobody wants.
const UNWANTED: Duration = Duration::from_secs(1);

/// Where connections come from, and how long and by how many threads they are served.
pub(crate) struct Listening {
    pub(crate) listener: TcpListener,
    pub(crate) patience: Patience,
    pub(crate) workers: usize,
    /// Over all workers.
    pub(crate) connections: usize,
    /// How long running requests may take when the server is asked to end, in seconds.
    pub(crate) ending: u64,
}

/// Serves an application until it is asked to end.
///
/// # Errors
/// When the listener cannot be used.
pub(crate) fn listen<F, I, S, B>(
    listening: Listening,
    asked: impl Future<Output = ()> + Send + 'static,
    app: F,
) -> io::Result<Server>
where
    F: Fn() -> I + Send + Clone + 'static,
    I: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig> + 'static,
    S::Error: Into<Error>,
    S::InitError: fmt::Debug,
    S::Response: Into<Response<B>> + 'static,
    S::Service: 'static,
    <S::Service as Service<Request>>::Future: 'static,
    B: MessageBody + 'static,
{
    let Listening {
        listener,
        patience,
        workers,
        connections,
        ending,
    } = listening;
    let socket = SockRef::from(&listener);
    // Connections take these over from the socket that they were accepted at.
    socket.set_send_buffer_size(SEND_BUFFER)?;
    socket.set_tcp_nodelay(true)?;
    #[cfg(target_os = "linux")]
    socket.set_tcp_user_timeout(Some(SEND_PATIENCE))?;
    let builder = ServerBuilder::new()
        .workers(workers)
        .max_concurrent_connections(connections.div_ceil(workers.max(1)))
        .shutdown_signal(asked)
        .shutdown_timeout(ending);
    let signal = builder.graceful_shutdown_signal();
    let unread = Unread::default();
    let factory = move || {
        let app = app()
            .into_factory()
            .map_err(|error| error.into().error_response());
        let http = HttpService::build()
            .keep_alive(KeepAlive::Os)
            .client_request_timeout(Duration::ZERO)
            .client_disconnect_timeout(UNWANTED)
            .h1_write_buffer_size(WRITE_BUFFER)
            .graceful_shutdown_signal(notified(&signal))
            .on_connect_ext(|gate: &Gate, known| {
                known.insert(gate.turn());
            })
            .finish(map_config(app, |()| AppConfig::default()));
        let (unread, ending) = (unread.clone(), notified(&signal));
        fn_service(move |stream: TcpStream| {
            let peer = stream.peer_addr().ok();
            let gate = Gate::new(stream, patience, unread.clone(), ending());
            ready(Ok::<_, DispatchError>((gate, Protocol::Http1, peer)))
        })
        .and_then(http)
    };
    Ok(builder.listen("sovx", listener, factory)?.run())
}

/// Makes futures that come when the server is asked to end.
fn notified(signal: &GracefulShutdownSignal) -> impl Fn() -> Ending + Clone + use<> {
    let signal = signal.clone();
    move || {
        let signal = signal.clone();
        Box::pin(async move { signal.notified().await })
    }
}
