// The desk's buttons: tells the preview what is accepted. The page is loaded again when the
// preview has seen the ledger change.

const { page, token } = document.body.dataset;
const said = document.getElementById('said');
const seen = new URL(document.querySelector('script[src*="preview.js"]')?.src ?? location.href).searchParams.get('seen') ?? '';

for (const button of document.querySelectorAll('button[data-ids]')) {
  button.addEventListener('click', async () => {
    for (const other of document.querySelectorAll('button')) other.disabled = true;
    const ids = button.dataset.ids ? [button.dataset.ids] : [];
    let text = '';
    try {
      const answer = await fetch(new URL('accept', import.meta.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-diglot-token': token },
        body: JSON.stringify({ page, ids, seen }),
      });
      text = answer.ok ? '' : await answer.text();
      if (answer.ok) {
        const { accepted } = await answer.json();
        text = accepted ? `Accepted ${accepted === 1 ? '1 paragraph' : `${accepted} paragraphs`}.` : 'There was nothing to accept.';
      }
    } catch {
      text = 'The preview does not answer.';
    }
    said.textContent = text;
    for (const other of document.querySelectorAll('button')) other.disabled = false;
  });
}
