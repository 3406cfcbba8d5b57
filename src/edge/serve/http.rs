//! Connections: takes requests, asks whether they may be answered, and by whom.
//!
//! Each connection is a task of its own, so that one which is slow, or silent, keeps
//! nobody waiting. Printing a page is work for a thread; what is sent goes at the pace of
//! whoever reads it.
//!
//! Edge. Knows no page.

use std::{
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use http_body_util::{BodyExt, Limited};
use hyper::{Method, Request, StatusCode, body::Incoming, header, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};

use super::{
    address::{self, Asked},
    desk,
    early::Early,
    events, own,
    preview::Preview,
    reply::{self, Reply},
    site,
};

/// How long a browser may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long to wait when the system has no room for another connection.
const RECOVERY: Duration = Duration::from_millis(50);

/// What answers requests.
pub(super) struct Server {
    /// The preview, once the book is read.
    pub preview: watch::Receiver<Option<Arc<Preview>>>,
    /// What answers before, for a long book.
    pub early: Mutex<Option<Arc<Early>>>,
    /// The name that `--host` asked for.
    pub host: String,
}

/// Takes connections for as long as the program runs.
pub(super) async fn accept(listener: TcpListener, server: Arc<Server>) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                let is_near = peer.ip().to_canonical().is_loopback();
                drop(tokio::spawn(connection(stream, is_near, Arc::clone(&server))));
            }
            Err(_) => tokio::time::sleep(RECOVERY).await,
        }
    }
}

async fn connection(stream: TcpStream, is_near: bool, server: Arc<Server>) {
    // Small answers are to go at once.
    let _ = stream.set_nodelay(true);
    let answer = service_fn(move |request| {
        let server = Arc::clone(&server);
        async move { Ok::<_, Infallible>(answer(&server, is_near, request).await) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    // A connection that ends in the middle is a browser that has gone.
    let _ = http.serve_connection(TokioIo::new(stream), answer).await;
}

async fn answer(server: &Server, is_near: bool, request: Request<Incoming>) -> Reply {
    if !is_meant_for_us(server, &request) {
        let text = "this preview answers only to the address that it was started with; `--host` names another";
        return reply::plain(StatusCode::FORBIDDEN, text);
    }
    if let Some(reply) = early_reply(server, &request).await {
        return reply;
    }
    let Some(preview) = ready(server).await else { return failed() };
    let asked = address::asked(request.uri().path(), preview.now().edition.base_path());
    if *request.method() == Method::POST && asked == Some(Asked::Own(desk::ACCEPT.to_owned())) {
        return accept_wish(preview, is_near, request).await;
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut reply = reply::plain(StatusCode::METHOD_NOT_ALLOWED, "a preview is only read");
        reply::set(&mut reply, header::ALLOW, "GET, HEAD");
        return reply;
    }
    if let Some(Asked::Own(path)) = &asked {
        return own_reply(preview, is_near, path, &request).await;
    }
    let found = tokio::task::spawn_blocking(move || site::find(&preview, asked.as_ref())).await;
    match found {
        Ok(found) => site::answer(found, request.headers()).await,
        Err(_) => failed(),
    }
}

/// The preview, as soon as the book is read; `None` when it never will be.
async fn ready(server: &Server) -> Option<Arc<Preview>> {
    let mut preview = server.preview.clone();
    let preview = preview.wait_for(Option::is_some).await.ok()?;
    preview.clone()
}

/// Answers before the book is read, if that is possible.
async fn early_reply(server: &Server, request: &Request<Incoming>) -> Option<Reply> {
    let early = {
        let mut early = server.early.lock().unwrap_or_else(PoisonError::into_inner);
        if server.preview.borrow().is_some() {
            // What was known of the book then is not kept any longer.
            *early = None;
        }
        early.clone()?
    };
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let asked = address::asked(request.uri().path(), early.base_path()).filter(|_| is_read);
    let found = tokio::task::spawn_blocking(move || early.find(asked.as_ref())).await.ok()??;
    Some(site::answer(found, request.headers()).await)
}

/// Whether every host that a request names is ours.
fn is_meant_for_us(server: &Server, request: &Request<Incoming>) -> bool {
    let named: Vec<&str> = request.headers().get_all(header::HOST).iter().filter_map(|it| it.to_str().ok()).collect();
    let n_hosts = request.headers().get_all(header::HOST).iter().count();
    let [host] = *named else { return false };
    let target = request.uri().authority().map(hyper::http::uri::Authority::as_str);
    n_hosts == 1 && [Some(host), target].into_iter().flatten().all(|host| address::is_ours(host, &server.host))
}

/// Accepts what the desk asks for, if it is the desk that asks: a page of this very
/// preview, on this machine, that knows the word.
async fn accept_wish(preview: Arc<Preview>, is_near: bool, request: Request<Incoming>) -> Reply {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let own_origin = format!("http://{}", header("host"));
    let is_own = header("origin") == own_origin && matches!(header("sec-fetch-site"), "" | "same-origin");
    let is_json = header("content-type").split(';').next() == Some("application/json");
    if !(is_near && is_own && is_json && preview.token().is(header(desk::TOKEN))) {
        return reply::plain(StatusCode::FORBIDDEN, "only the desk of this preview, on this machine, accepts");
    }
    let Ok(body) = Limited::new(request.into_body(), desk::MAX_BYTES).collect().await else {
        return reply::plain(StatusCode::PAYLOAD_TOO_LARGE, "this is more than the desk sends");
    };
    let body = body.to_bytes();
    let done = tokio::task::spawn_blocking(move || desk::accept(&preview, &body)).await;
    done.unwrap_or_else(|_| failed())
}

fn failed() -> Reply {
    reply::plain(StatusCode::INTERNAL_SERVER_ERROR, "the preview failed; this is a bug of diglot's")
}

/// Answers for an address that belongs to the preview itself.
async fn own_reply(preview: Arc<Preview>, is_near: bool, path: &str, request: &Request<Incoming>) -> Reply {
    let query = request.uri().query().unwrap_or_default().to_owned();
    match path {
        "" if !request.uri().path().ends_with('/') => reply::moved(&format!("/{}/", address::OWN)),
        "" => {
            let page = tokio::task::spawn_blocking(move || {
                desk::page(&preview.now(), &query, is_near.then(|| preview.token()))
            });
            let page = page.await.map(|page| site::page_reply(&page, StatusCode::OK, request.headers()));
            desk::protected(page.unwrap_or_else(|_| failed()))
        }
        "events" => events::follow(preview, own::field(&query, "at"), own::field(&query, "seen"), is_near),
        path => own::file(path).unwrap_or_else(|| reply::plain(StatusCode::NOT_FOUND, "there is nothing here")),
    }
}
