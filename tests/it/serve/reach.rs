//! Edits of files that pages show in another way than as chapters: included, missing, linked,
//! or of two uses.

use std::fs;

use super::{answers_as_built, session::Session};

const LISTING: &str = "# A\n\n```text\n{{#include ../../code/deep/x.txt}}\n```\n";

#[test]
fn an_included_file_is_followed_where_it_comes_goes_and_comes_again_with_its_folders() {
    let preview = Session::of(&[("content/en/index.md", "# Home\n"), ("content/en/a.md", LISTING)]);
    let mut page = preview.open("/en/a/");
    let faults = page.until("faults");
    assert!(faults.contains("missing-include"), "{faults}");
    preview.write("code/deep/x.txt", "at last");
    preview.wait_for("/en/a/", "at last");
    preview.rename("code", "code2");
    while !page.until("faults").contains("missing-include") {}
    preview.write("code/deep/x.txt", "once more");
    preview.wait_for("/en/a/", "once more");
    preview.write("code/deep/x.txt", "and followed");
    preview.wait_for("/en/a/", "and followed");
    preview.rename("code", "code3");
    preview.rename("code2", "code");
    preview.wait_for("/en/a/", "at last");
    answers_as_built(preview.root(), &preview);
}

#[test]
fn a_fault_of_an_included_file_goes_with_the_include() {
    let preview =
        Session::of(&[("content/en/index.md", "# Home\n"), ("content/en/a.md", LISTING), ("code/deep/x.txt", "fine")]);
    let mut page = preview.open("/en/a/");
    page.until("faults");
    fs::write(preview.root().join("code/deep/x.txt"), b"\xff").unwrap();
    while !page.until("faults").contains("invalid-utf8") {}
    preview.write("content/en/a.md", "# A\n\nNothing is included.\n");
    while page.until("faults").contains("invalid-utf8") {}
    preview.settle();
    answers_as_built(preview.root(), &preview);
}

#[test]
fn a_file_of_two_uses_is_followed_in_both() {
    let shows = |path: &str| format!("# Shows\n\n```yaml\n{{{{#include ../{path}}}}}\n```\n");
    let settings = "title: Before\nlocales: [en, zh]\n";
    let glossary = "terms:\n- forms: {en: [cat], zh: [猫]}\n";
    let preview = Session::of(&[
        ("content/site.yaml", settings),
        ("content/glossary.yaml", glossary),
        ("templates/parts/footer.html", "<p>Old foot</p>"),
        ("content/en/index.md", "# Home\n"),
        ("content/en/a.md", &shows("site.yaml")),
        ("content/en/b.md", &shows("glossary.yaml")),
        ("content/en/c.md", &shows("../templates/parts/footer.html")),
        ("content/en/d.md", &shows("../templates/parts/new.html")),
    ]);
    preview.write("templates/parts/new.html", "<p>New part</p>");
    preview.wait_for("/en/d/", "New part");
    preview.write("content/site.yaml", &settings.replace("Before", "After"));
    preview.wait_for("/en/a/", "After");
    preview.write("content/glossary.yaml", &glossary.replace("cat", "dog"));
    preview.wait_for("/en/b/", "dog");
    preview.write("templates/parts/footer.html", "<p>New foot</p>");
    preview.wait_for("/en/c/", "<p>New foot</p>");
    preview.settle();
    answers_as_built(preview.root(), &preview);
}

#[cfg(unix)]
#[test]
fn what_links_lead_to_is_followed_under_every_name() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write("content/site.yaml", "title: Book\nlocales: [en, zh]\n");
    write("content/en/index.md", "# Home\n");
    write("content/en/a.md", "# A\n\nFirst.\n");
    write("content/en/part/b.md", "# B\n\nFirst.\n");
    write("shared/c.md", "# C\n\nFirst.\n");
    fs::create_dir_all(folder.path().join("content/zh")).unwrap();
    write("content/en/d.md", "# D\n\n```text\n{{#include ../../code/x.txt}}\n```\n");
    write("shared/deep/x.txt", "First.");
    fs::create_dir_all(folder.path().join("code")).unwrap();
    symlink("../shared/deep/x.txt", folder.path().join("code/x.txt")).unwrap();
    for (to, from) in [("a.md", "en/y.md"), ("../en/part", "zh/part"), ("../../shared/c.md", "en/c.md")] {
        symlink(to, folder.path().join("content").join(from)).unwrap();
    }
    let preview = Session::at(folder.path(), &[]);
    for (file, page) in [
        ("content/en/a.md", "/en/y/"),
        ("content/en/part/b.md", "/zh/part/b/"),
        ("shared/c.md", "/en/c/"),
        ("shared/deep/x.txt", "/en/d/"),
    ] {
        preview.get(page);
        preview.write(file, "# Other\n\nSecond.\n");
        preview.wait_for(page, "Second.");
    }
    preview.settle();
    answers_as_built(preview.root(), &preview);
}
