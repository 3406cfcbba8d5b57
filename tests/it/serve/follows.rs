//! What an edit means to the pages that are open.

use super::session::Session;

fn book() -> Session {
    Session::of(&[
        ("content/en/index.md", "# Home\n\nWelcome.\n"),
        ("content/en/01-one.md", "# One\n\nThe first.\n"),
        ("content/en/02-two.md", "# Two\n\nThe second.\n"),
        ("content/zh/index.md", "# 首页\n"),
        ("content/zh/01-one.md", "# 一\n"),
    ])
}

#[test]
fn an_edit_reloads_the_page_that_shows_it_and_no_other() {
    let preview = book();
    let (mut one, mut two) = (preview.open("/en/one/"), preview.open("/en/two/"));
    one.until("faults");
    two.until("faults");
    preview.write("content/en/01-one.md", "# One\n\nThe very first.\n");
    assert_eq!(one.next().0, "reload");
    assert!(preview.get("/en/one/").text().contains("The very first."));
    // Had the first edit reloaded the second page too, that would be told before this.
    preview.write("content/en/02-two.md", "# Two\n\nThe very second.\n[x](nowhere.md)\n");
    assert_eq!(two.next().0, "faults");
}

#[test]
fn a_title_reloads_every_page_that_lists_it() {
    let preview = book();
    let mut two = preview.open("/en/two/");
    two.until("faults");
    preview.write("content/en/01-one.md", "# First of all\n\nThe first.\n");
    assert_eq!(two.next().0, "reload");
    assert!(preview.get("/en/two/").text().contains("First of all"));
}

#[test]
fn a_page_that_was_away_catches_up() {
    let preview = book();
    let mut old = preview.listen("/en/one/", "0000000000000000");
    assert_eq!(old.until("reload"), "");
}

#[test]
fn a_style_sheet_is_swapped_without_a_reload() {
    let preview = book();
    let mut one = preview.open("/en/one/");
    one.until("faults");
    preview.write("themes/paper/css/99-own.css", "h1 { color: red }");
    let (event, data) = one.next();
    assert_eq!(event, "style", "{data}");
    let style: serde_json::Value = serde_json::from_str(&data).unwrap();
    let sheet = preview.get(&format!("/a/{}", style["to"].as_str().unwrap()));
    assert!(sheet.text().contains("color:red"), "{}", sheet.text());
    // The page is up to date: the next sheet is swapped as well.
    preview.write("themes/paper/css/99-own.css", "h1 { color: blue }");
    assert_eq!(one.next().0, "style");
}

#[test]
fn a_fault_is_told_with_its_line_and_goes_when_it_is_mended() {
    let preview = book();
    let mut one = preview.open("/en/one/");
    one.until("faults");
    preview.write("content/en/01-one.md", "# One\n\nBroken [link](nowhere.md).\n");
    let faults: serde_json::Value = serde_json::from_str(&one.until("faults")).unwrap();
    assert_eq!(faults["n_errors"], 1);
    let told = &faults["told"][0];
    assert_eq!((told["file"].as_str(), told["line"].as_u64()), (Some("content/en/01-one.md"), Some(3)));
    assert!(told["text"].as_str().unwrap().starts_with("error[broken-link]: "), "{told}");
    let behind = preview.get("/en/one/").text();
    assert!(behind.contains("The first.") && !behind.contains("Broken"), "the last good page stays behind");
    preview.write("content/en/01-one.md", "# One\n\nMended.\n");
    let faults: serde_json::Value = serde_json::from_str(&one.until("faults")).unwrap();
    assert_eq!(faults["n_errors"], 0);
    one.until("reload");
    assert!(preview.get("/en/one/").text().contains("Mended."));
}

#[test]
fn a_broken_template_or_broken_settings_end_nothing() {
    let preview = book();
    let mut one = preview.open("/en/one/");
    one.until("faults");
    for (file, broken) in [
        ("templates/chapter.html", "{% if %}"),
        ("content/site.yaml", "title: [\n"),
        ("content/site.yaml", "titel: Book\n"),
    ] {
        let good = std::fs::read_to_string(preview.root().join(file)).ok();
        preview.write(file, broken);
        let faults: serde_json::Value = serde_json::from_str(&one.until("faults")).unwrap();
        assert!(faults["n_errors"].as_u64().unwrap() > 0, "{file}");
        assert_eq!(faults["told"][0]["file"], file);
        assert!(preview.get("/en/one/").text().contains("The first."), "{file}");
        match good {
            Some(good) => preview.write(file, &good),
            None => preview.remove(file),
        }
        let faults: serde_json::Value = serde_json::from_str(&one.until("faults")).unwrap();
        assert_eq!(faults["n_errors"], 0, "{file}");
    }
}

#[test]
fn settings_that_are_gone_for_a_moment_end_nothing() {
    let preview = book();
    let mut one = preview.open("/en/one/");
    one.until("faults");
    preview.rename("content/site.yaml", "content/site.yaml.old");
    assert!(one.until("faults").contains("cannot read"));
    preview.rename("content/site.yaml.old", "content/site.yaml");
    one.until("faults");
    assert_eq!(preview.get("/en/one/").status, 200);
}

#[test]
fn new_renamed_and_deleted_chapters_are_followed() {
    let preview = book();
    let mut home = preview.open("/en/");
    home.until("faults");
    preview.write("content/en/03-part/index.md", "# Part\n");
    home.until("reload");
    assert_eq!(preview.get("/en/part/").status, 200);
    // A new folder is watched as well.
    preview.write("content/en/03-part/04-late.md", "# Late\n");
    home.until("reload");
    assert_eq!(preview.get("/en/part/late/").status, 200);
    preview.rename("content/en/03-part", "content/en/03-piece");
    home.until("reload");
    assert_eq!((preview.get("/en/part/late/").status, preview.get("/en/piece/late/").status), (404, 200));
    preview.remove("content/en/03-piece/04-late.md");
    home.until("reload");
    assert_eq!(preview.get("/en/piece/late/").status, 404);
}

#[test]
fn an_editor_that_saves_by_rename_is_followed() {
    let preview = book();
    let mut one = preview.open("/en/one/");
    one.until("faults");
    for text in ["# One\n\nSaved once.\n", "# One\n\nSaved twice.\n"] {
        preview.write("content/en/.01-one.md.swp", text);
        preview.rename("content/en/.01-one.md.swp", "content/en/01-one.md");
        assert_eq!(one.next().0, "reload");
        assert!(preview.get("/en/one/").text().contains(text.trim_start_matches("# One\n\n").trim_end()));
    }
}

#[test]
fn an_included_file_elsewhere_in_the_project_is_followed() {
    let preview = Session::of(&[
        ("content/en/index.md", "# Home\n\n```rust\n{{#include ../../src/main.rs}}\n```\n"),
        ("src/main.rs", "fn main() {}\n"),
    ]);
    let mut home = preview.open("/en/");
    home.until("faults");
    preview.write("src/main.rs", "fn other() {}\n");
    home.until("reload");
    assert!(preview.get("/en/").text().contains("other"));
}

#[test]
fn headings_keep_the_ids_they_share_with_the_original_after_an_edit() {
    let preview = Session::of(&[
        ("content/en/index.md", "# Home\n"),
        ("content/zh/index.md", "# 首页\n"),
        ("content/en/one.md", "# One\n\n## Beginning\n\nFirst.\n"),
        ("content/zh/one.md", "# 一\n\n## 开端\n\n第一。\n"),
        ("content/zh/two.md", "# 二\n\n见[开端](one.md#开端)。\n"),
    ]);
    let mut one = preview.open("/zh/one/");
    one.until("faults");
    preview.write("content/zh/one.md", "# 一\n\n## 开端\n\n改过的第一段。\n");
    one.until("reload");
    preview.settle();
    super::answers_as_built(preview.root(), &preview);
}
