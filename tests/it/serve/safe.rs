//! What the preview does not give away, and whom it does not answer.

use std::io::{Read, Write};

use super::session::Session;

fn book() -> Session {
    Session::of(&[
        ("content/en/index.md", "# Home\n\n[talk](/_assets/talk.mp3)\n"),
        ("content/_assets/talk.mp3", "0123456789"),
        ("content/_secret.md", "secret"),
        ("secret.txt", "secret"),
    ])
}

#[test]
fn no_address_leads_out_of_the_site() {
    let preview = book();
    for path in [
        "/../secret.txt",
        "/en/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/en/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/en/..%5C..%5Csecret.txt",
        "//secret.txt",
        "//etc/passwd",
        "/etc/passwd",
        "/%2fetc/passwd",
        "/C:/Windows/win.ini",
        "/C:%5CWindows%5Cwin.ini",
        "/%00",
        "/en/%00index.html",
        "/%ff%fe",
        "/%252e%252e/secret.txt",
        "/secret.txt",
        "/content/site.yaml",
        "/site.yaml",
        "/_secret.md",
        "/_diglot/../secret.txt",
        "/_diglot/%2e%2e/secret.txt",
        "/_diglot/mod.rs",
        "/.git/config",
    ] {
        let answer = preview.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path} answers {}", answer.status);
        assert!(!answer.text().contains("secret\n") && !answer.text().contains("root:"), "{path} gives something away");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_becomes_a_link_out_of_the_project_is_not_followed() {
    use std::{fs, os::unix::fs::symlink};

    let preview = book();
    let talk = preview.root().join("content/_assets/talk.mp3");
    let outside = tempfile::NamedTempFile::new().unwrap();
    fs::write(outside.path(), "secret").unwrap();
    assert_eq!(preview.get("/assets/talk.mp3").text(), "0123456789");
    fs::remove_file(&talk).unwrap();
    symlink(outside.path(), &talk).unwrap();
    // Whether the preview has seen the change yet or not.
    for _ in 0..20 {
        assert_eq!(preview.get("/assets/talk.mp3").status, 404);
    }
}

#[test]
fn only_this_machine_s_own_names_are_answered() {
    let preview = book();
    let port = preview.address.rsplit(':').next().unwrap();
    let ask = |host: &str| preview.send(&format!("GET /en/ HTTP/1.1\r\n{host}connection: close\r\n\r\n")).status;
    for host in ["127.0.0.1", "localhost", "LOCALHOST", "book.localhost", "[::1]", "localhost."] {
        assert_eq!(ask(&format!("host: {host}:{port}\r\n")), 200, "{host}");
        assert_eq!(ask(&format!("host: {host}\r\n")), 200, "{host}");
    }
    for host in
        ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:80", "localhost:x", ""]
    {
        assert_eq!(ask(&format!("host: {host}\r\n")), 403, "{host}");
    }
    assert_eq!(ask(""), 403, "no host");
    assert_eq!(ask(&format!("host: localhost:{port}\r\nhost: evil.example\r\n")), 403, "two hosts");
    let absolute =
        format!("GET http://evil.example/en/ HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\n\r\n");
    assert_eq!(preview.send(&absolute).status, 403, "another host in the first line");
}

#[test]
fn a_preview_is_only_read() {
    let preview = book();
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let request =
            format!("{method} /en/ HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        let answer = preview.send(&request);
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{method}");
    }
    let head = preview.send("HEAD /en/ HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn no_other_site_can_read_or_embed_it_and_no_browser_keeps_it() {
    let preview = book();
    for path in ["/en/", "/assets/talk.mp3", "/_diglot/preview.js"] {
        let answer = preview.ask(path, &[("origin", "https://evil.example")]);
        assert_eq!(answer.header("access-control-allow-origin"), "");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(answer.header("cache-control"), "no-cache");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[test]
fn files_have_their_types() {
    let preview = Session::of(&[
        ("content/en/index.md", "# Home"),
        ("content/_assets/a.opus", ""),
        ("content/_assets/a.mp3", ""),
        ("content/_assets/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("content/_assets/a.json", "{}"),
        ("content/_assets/a.strange", ""),
    ]);
    let page = preview.get("/en/");
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let style = page
        .text()
        .split("href=")
        .find_map(|it| it.strip_prefix("../a/style").map(|it| it.split(' ').next().unwrap().to_owned()));
    let style = preview.get(&format!("/a/style{}", style.unwrap()));
    assert_eq!((style.status, style.header("content-type")), (200, "text/css; charset=utf-8"));
    for (name, kind) in [
        ("a.opus", "audio/ogg"),
        ("a.mp3", "audio/mpeg"),
        ("a.svg", "image/svg+xml"),
        ("a.json", "application/json; charset=utf-8"),
        ("a.strange", "application/octet-stream"),
    ] {
        assert_eq!(preview.get(&format!("/assets/{name}")).header("content-type"), kind, "{name}");
    }
}

#[test]
fn a_recording_is_sent_in_the_parts_that_are_asked_for() {
    let preview = book();
    let talk = "/assets/talk.mp3";
    for (range, status, part, said) in [
        ("bytes=0-3", 206, "0123", "bytes 0-3/10"),
        ("bytes=4-", 206, "456789", "bytes 4-9/10"),
        ("bytes=-2", 206, "89", "bytes 8-9/10"),
        ("bytes=-99", 206, "0123456789", "bytes 0-9/10"),
        ("bytes=8-99", 206, "89", "bytes 8-9/10"),
        ("bytes=10-", 416, "the file has no such part\n", "bytes */10"),
        ("bytes=-0", 416, "the file has no such part\n", "bytes */10"),
        ("bytes=3-1", 200, "0123456789", ""),
        ("bytes=0-1,3-4", 200, "0123456789", ""),
        ("lines=0-1", 200, "0123456789", ""),
        ("bytes=x-y", 200, "0123456789", ""),
    ] {
        let answer = preview.ask(talk, &[("range", range)]);
        assert_eq!((answer.status, &*answer.text()), (status, part), "{range}");
        assert_eq!(answer.header("content-range"), said, "{range}");
    }
    let whole = preview.get(talk);
    assert_eq!((whole.header("accept-ranges"), whole.header("content-length")), ("bytes", "10"));
    let tag = whole.header("etag").to_owned();
    assert_eq!(preview.ask(talk, &[("if-none-match", &tag)]).status, 304);
    assert_eq!(preview.ask(talk, &[("range", "bytes=0-3"), ("if-range", &tag)]).status, 206);
    assert_eq!(preview.ask(talk, &[("range", "bytes=0-3"), ("if-range", "\"old\"")]).status, 200);
}

#[test]
fn slow_and_silent_connections_keep_nobody_waiting() {
    let preview = book();
    let large = "x".repeat(16 << 20);
    preview.write("content/_assets/large.mp3", &large);
    preview.said();
    let silent: Vec<_> = (0..50).map(|_| preview.connect()).collect();
    let half: Vec<_> = (0..50)
        .map(|_| {
            let mut stream = preview.connect();
            stream.write_all(b"GET /en/ HTTP/1.1\r\nhost: loc").unwrap();
            stream
        })
        .collect();
    let mut unread: Vec<_> = (0..50)
        .map(|_| {
            let mut stream = preview.connect();
            stream
                .write_all(b"GET /assets/large.mp3 HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
                .unwrap();
            stream
        })
        .collect();
    let tabs: Vec<_> = (0..200).map(|_| preview.open("/en/")).collect();
    assert_eq!(preview.get("/en/").status, 200);
    let mut last = Vec::new();
    unread.pop().unwrap().read_to_end(&mut last).unwrap();
    assert!(last.len() > large.len(), "who reads slowly still gets all of it");
    drop((silent, half, unread, tabs));
    assert_eq!(preview.get("/en/").status, 200);
}
