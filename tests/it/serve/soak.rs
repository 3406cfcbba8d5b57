//! Many edits in a row: whatever was done in between, in the end the preview answers as a
//! build of what is there then.

use std::{collections::BTreeMap, fs, path::PathBuf};

use super::{answers_as_built, session::Session};

/// How many edits; `DIGLOT_SOAK` asks for more.
const N_EDITS: usize = 150;

/// After how many edits it is asked how much memory the preview holds.
const ROUND: usize = 25;

/// Numbers that look random and are the same in every run: the generator of Lehmer, with the
/// factor of Park and Miller.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0 * 48_271 % 0x7fff_ffff;
        usize::try_from(self.0).unwrap() % n
    }
}

/// A book that is edited at random; every broken file is remembered, to be mended.
struct Author<'a> {
    preview: &'a Session,
    dice: Dice,
    chapters: Vec<String>,
    broken: BTreeMap<String, String>,
    n_made: usize,
}

impl Author<'_> {
    fn edit(&mut self) {
        let n = self.dice.below(100);
        match n {
            0..20 => self.create(),
            20..35 => self.delete(),
            35..50 => self.rename(),
            50..65 => self.break_one(),
            65..75 => self.mend_one(),
            75..80 => self.preview.write("themes/paper/css/99-own.css", &format!("h1 {{ margin: {n}px }}")),
            80..85 => self.preview.write("content/_assets/note.txt", &format!("note {n}")),
            _ => self.change(),
        }
    }

    fn text(&mut self) -> String {
        let other = self.any().unwrap_or_else(|| "content/en/index.md".to_owned());
        let link = other.trim_start_matches("content");
        let n = self.dice.below(1000);
        format!(
            "# Title {n}\n\nSome words, {n}.\n\n## Part {n}\n\nSee [another]({link}).\n\n```rust\nlet n = {n};\n```\n"
        )
    }

    fn any(&mut self) -> Option<String> {
        (!self.chapters.is_empty()).then(|| self.chapters[self.dice.below(self.chapters.len())].clone())
    }

    fn create(&mut self) {
        self.n_made += 1;
        let folder = ["en", "zh", "en/10-part", "zh/10-part"][self.dice.below(4)];
        let file = format!("content/{folder}/{0:03}-made-{0}.md", self.n_made);
        let text = self.text();
        self.preview.write(&file, &text);
        self.chapters.push(file);
    }

    fn delete(&mut self) {
        let Some(file) = self.any() else { return };
        self.preview.remove(&file);
        self.chapters.retain(|it| *it != file);
        self.broken.remove(&file);
    }

    fn rename(&mut self) {
        let Some(file) = self.any() else { return };
        self.n_made += 1;
        let (folder, _) = file.rsplit_once('/').unwrap();
        let to = format!("{folder}/{0:03}-named-{0}.md", self.n_made);
        self.preview.rename(&file, &to);
        self.chapters.retain(|it| *it != file);
        self.chapters.push(to.clone());
        if let Some(good) = self.broken.remove(&file) {
            self.broken.insert(to, good);
        }
    }

    fn change(&mut self) {
        let Some(file) = self.any().filter(|file| !self.broken.contains_key(file)) else { return };
        let text = self.text();
        // As an editor does that never leaves half a file.
        self.preview.write("content/en/.swap", &text);
        self.preview.rename("content/en/.swap", &file);
    }

    fn break_one(&mut self) {
        let files = ["content/site.yaml", "templates/chapter.html"];
        let file = match self.dice.below(4) {
            0 => files[self.dice.below(2)].to_owned(),
            _ => match self.any() {
                Some(file) => file,
                None => return,
            },
        };
        if self.broken.contains_key(&file) {
            return;
        }
        let good = fs::read_to_string(self.preview.root().join(&file)).unwrap_or_default();
        let bad =
            ["---\ntitle: [\n---\n", "# x\n\n[nowhere](nowhere.md)\n", "---\nno_such_key: 1\n---\n", "{% if %}\u{0}"];
        self.preview.write(&file, bad[self.dice.below(4)]);
        self.broken.insert(file, good);
    }

    fn mend_one(&mut self) {
        if let Some((file, good)) = self.broken.pop_first() {
            self.mend(&file, &good);
        }
    }

    fn mend(&self, file: &str, good: &str) {
        // A template that was not there shows the theme's own again.
        if good.is_empty() { self.preview.remove(file) } else { self.preview.write(file, good) }
    }

    /// Makes all links lead somewhere and all files whole.
    fn finish(&mut self) {
        while let Some((file, good)) = self.broken.pop_first() {
            self.mend(&file, &good);
        }
        for file in &self.chapters {
            self.preview.write(file, "# Last\n\nThe last words.\n");
        }
    }
}

#[test]
fn after_many_edits_it_answers_as_a_fresh_build_and_has_not_grown() {
    let n_edits = std::env::var("DIGLOT_SOAK").ok().and_then(|n| n.parse().ok()).unwrap_or(N_EDITS);
    let preview = Session::of(&[
        ("content/en/index.md", "# Home\n"),
        ("content/zh/index.md", "# 首页\n"),
        ("content/en/10-part/index.md", "# Part\n"),
        ("content/zh/10-part/index.md", "# 部\n"),
    ]);
    let mut author =
        Author { preview: &preview, dice: Dice(2_024), chapters: Vec::new(), broken: BTreeMap::new(), n_made: 0 };
    let mut sizes = Vec::new();
    for n in 1..=n_edits {
        author.edit();
        let some = author.any().unwrap_or_default();
        // Someone looks at pages all the while; whatever there is, is an answer.
        let address = some.trim_start_matches("content/").trim_end_matches(".md");
        assert!(matches!(preview.get(&format!("/{address}/")).status, 200 | 404 | 500));
        if n % ROUND == 0 {
            sizes.extend(preview.resident_bytes());
        }
    }
    author.finish();
    preview.settle();
    answers_as_built(&PathBuf::from(preview.root()), &preview);
    // The book itself grows a little; what is remembered of its past must not add up.
    if let [_, first, .., last] = sizes[..] {
        assert!(last < first * 2, "it held {first} bytes and now holds {last}");
    }
}
