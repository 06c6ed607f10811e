// Waits for the next change and loads the page anew; the place where the reader was is kept.
const version = Number(document.documentElement.dataset.version);
const state = document.getElementById('state');
const place = JSON.parse(sessionStorage.getItem('place') ?? 'null');
sessionStorage.removeItem('place');
if (place?.url === location.href) {
  scrollTo(0, place.top);
  document.querySelectorAll('pre').forEach((pre, at) => { pre.scrollTop = place.texts[at] ?? 0; });
  document.querySelectorAll('a, pre, iframe, object')[place.focus]?.focus({ preventScroll: true });
  state.textContent = 'The editions were made again.';
}

function reload() {
  const stops = [...document.querySelectorAll('a, pre, iframe, object')];
  sessionStorage.setItem('place', JSON.stringify({
    url: location.href,
    top: scrollY,
    texts: [...document.querySelectorAll('pre')].map((pre) => pre.scrollTop),
    focus: stops.indexOf(document.activeElement),
  }));
  location.reload();
}

async function wait() {
  for (;;) {
    try {
      const answer = await fetch(`/changes?since=${version}`, { cache: 'no-store' });
      if (answer.ok && Number(await answer.text()) !== version) return reload();
      // Too many pages wait at once.
      if (!answer.ok) await new Promise((resolve) => setTimeout(resolve, 1000));
      if (state.textContent.startsWith('Quatrefoil')) state.textContent = '';
    } catch {
      state.textContent = 'Quatrefoil has stopped. This page waits until it is started again.';
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

wait();
