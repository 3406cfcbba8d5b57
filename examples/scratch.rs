use std::{env, fs, path::Path};
fn walk(dir: &Path, base: &Path, out: &mut Vec<(String, String)>) {
    for e in fs::read_dir(dir).unwrap() {
        let p = e.unwrap().path();
        if p.is_dir() {
            walk(&p, base, out)
        } else {
            out.push((p.strip_prefix(base).unwrap().display().to_string(), fs::read_to_string(&p).unwrap()));
        }
    }
}
fn main() {
    let args: Vec<String> = env::args().collect();
    let base = Path::new("themes/paper/templates");
    let mut files = Vec::new();
    walk(base, base, &mut files);
    let mut tera = tera::Tera::default();
    tera.autoescape_on(vec![".html"]);
    if let Err(e) = tera.add_raw_templates(files) {
        println!("{e}");
        std::process::exit(1)
    }
    let jobs: serde_json::Value = serde_json::from_str(&fs::read_to_string(&args[1]).unwrap()).unwrap();
    for job in jobs.as_array().unwrap() {
        let mut data = job["data"].clone();
        if data.get("toc").is_some() {
            let mut ctx = tera::Context::new();
            for k in ["t", "site", "toc"] {
                ctx.insert_value(k, tera::Value::from_serializable(&data[k]));
            }
            let html = tera.render("parts/toc.html", &ctx).map_err(|e| println!("{e}")).unwrap();
            data["page"]["toc"] = html.into();
        }
        let mut ctx = tera::Context::new();
        for k in ["t", "site", "page"] {
            ctx.insert_value(k, tera::Value::from_serializable(&data[k]));
        }
        match tera.render(job["template"].as_str().unwrap(), &ctx) {
            Ok(html) => {
                let out = Path::new(&args[2]).join(job["out"].as_str().unwrap());
                fs::create_dir_all(out.parent().unwrap()).unwrap();
                fs::write(out, html).unwrap();
            }
            Err(e) => println!("{}: {e}", job["template"]),
        }
    }
}
