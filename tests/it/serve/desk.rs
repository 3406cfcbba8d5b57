//! The translator's desk: what it shows, and whom it lets accept.

use std::fs;

use super::session::{Answer, Session};

const PAGE: &str = "/_diglot/?page=zh/one.md";

const LEDGER: &str = "content/_sync/zh/one.yaml";

/// A book whose original changed since its translation was accepted.
fn book() -> Session {
    let preview = Session::of(&[
        (
            "content/site.yaml",
            "title: Book\noriginal: en\nlocales: [{code: en, name: English}, {code: zh, tag: zh-Hans, name: 中文}]\n",
        ),
        ("content/en/index.md", "# Home\n"),
        ("content/zh/index.md", "# 首页\n"),
        ("content/en/one.md", "# One\n\nThe old words stay here.\n"),
        ("content/zh/one.md", "# 一\n\n旧的词留在这里。\n"),
    ]);
    let begun = std::process::Command::new(env!("CARGO_BIN_EXE_diglot"))
        .args(["ledger", "init", "-q", "--root"])
        .arg(preview.root())
        .output()
        .unwrap();
    assert!(begun.status.success(), "{}", String::from_utf8_lossy(&begun.stderr));
    preview.write("content/en/one.md", "# One\n\nThe new words stay here.\n");
    preview.settle();
    preview
}

/// What a page says of itself: its word and its state.
fn says(page: &str) -> (String, String) {
    let after = |mark: &str, end: char| page.split_once(mark).unwrap().1.split(end).next().unwrap().to_owned();
    (after("data-token=\"", '"'), after("preview.js?seen=", '"'))
}

fn post(preview: &Session, headers: &[(&str, &str)], body: &str) -> Answer {
    let more = headers.iter().fold(String::new(), |more, (name, value)| more + &format!("{name}: {value}\r\n"));
    let head = format!("POST /_diglot/accept HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", preview.address);
    preview.send(&format!("{head}{more}content-length: {}\r\n\r\n{body}", body.len()))
}

#[test]
fn it_lists_translations_and_shows_what_changed_beside_both_texts() {
    let preview = book();
    let list = preview.get("/_diglot/");
    assert_eq!(list.status, 200);
    assert!(list.text().contains("?page=zh/one.md") && list.text().contains("1 stale"), "{}", list.text());
    let page = preview.get(PAGE);
    let text = page.text();
    assert!(text.contains("<del>old</del>") && text.contains("<ins>new</ins>"), "{text}");
    assert!(text.contains("旧的词留在这里。") && text.contains("data-state=\"stale\""), "{text}");
    assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"));
    assert_eq!(preview.get("/_diglot").header("location"), "/_diglot/");
}

#[test]
fn a_paragraph_is_accepted_from_its_own_page_alone() {
    let preview = book();
    let (token, seen) = says(&preview.get(PAGE).text());
    let id = {
        let text = preview.get(PAGE).text();
        text.split_once("<article id=\"").unwrap().1.split('"').next().unwrap().to_owned()
    };
    let before = fs::read_to_string(preview.root().join(LEDGER)).unwrap();
    let body = format!("{{\"page\":\"zh/one.md\",\"ids\":[\"{id}\"],\"seen\":\"{seen}\"}}");
    let origin = format!("http://{}", preview.address);
    let good = [("origin", &*origin), ("content-type", "application/json"), ("x-diglot-token", &*token)];
    for (name, wrong) in [
        ("origin", "https://evil.example"),
        ("origin", ""),
        ("content-type", "text/plain"),
        ("x-diglot-token", "0123"),
        ("x-diglot-token", ""),
    ] {
        let headers: Vec<_> = good.iter().map(|(it, value)| (*it, if *it == name { wrong } else { value })).collect();
        assert_eq!(post(&preview, &headers, &body).status, 403, "{name}: {wrong}");
    }
    let cross: Vec<_> = good.iter().copied().chain([("sec-fetch-site", "cross-site")]).collect();
    assert_eq!(post(&preview, &cross, &body).status, 403);
    assert_eq!(post(&preview, &good, "{}").status, 400);
    assert_eq!(post(&preview, &good, &body.replace(&seen, "0000")).status, 409, "the texts changed meanwhile");
    assert_eq!(post(&preview, &good, &body.replace("zh/one.md", "../../x.md")).status, 404);
    assert_eq!(post(&preview, &good, &"x".repeat(100 << 10)).status, 413);
    assert_eq!(fs::read_to_string(preview.root().join(LEDGER)).unwrap(), before, "nothing was written");

    let mut desk = preview.listen(PAGE, &seen);
    let done = post(&preview, &good, &body);
    assert_eq!((done.status, &*done.text()), (200, "{\"accepted\":1}"));
    assert!(fs::read_to_string(preview.root().join(LEDGER)).unwrap().contains("The new words stay here."));
    desk.until("reload");
    assert!(preview.get(PAGE).text().contains("This translation follows its original."));
}
