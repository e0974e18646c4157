// HTML that takes a while: fetched once the hand rests, and only as long as it is wanted.

export const REST = 400; // ms without a step after which it is asked for

// `show(content, html, address)` takes what was fetched, as an element and as text, when its
// pictures are there, so that nothing flickers; `fail()` is called where there is nothing.
export function awaiting({ show, fail }) {
  let timer = 0;
  let asking = null; // AbortController of the request under way

  async function load(address) {
    asking = new AbortController();
    const { signal } = asking;
    try {
      const answer = await fetch(new URL(address, document.baseURI), { signal });
      if (!answer.ok) throw new Error(`${answer.status}`);
      const html = await answer.text();
      const content = parse(html);
      await Promise.all([...content.querySelectorAll("img")].map((image) => image.decode().catch(() => {})));
      if (!signal.aborted) show(content, html, address);
    } catch {
      if (!signal.aborted) fail();
    }
  }

  return {
    stop() {
      clearTimeout(timer);
      asking?.abort();
    },
    start(address, wait = REST) {
      timer = setTimeout(load, wait, address);
    },
  };
}

export function parse(html) {
  const content = document.createElement("div");
  content.innerHTML = html;
  return content;
}
