// What is typed goes to the server two seconds after the last key, and again until it arrives.

const WAIT = 2000; // milliseconds after the last key
const LONGEST = 10000; // who types without a pause is kept at least this often
const RETRIES = [5, 10, 20, 40, 60]; // seconds
const SMALL = 60000; // bytes a browser still sends for a page that is going
const ANSWER = 5000; // milliseconds to wait for the answer before a save

const texts = document.getElementById("texts").dataset;

// `say(text, at, isBad, act)` writes the status line; `contents()` is the form as it would be sent.
export function keepDrafts(url, contents, say) {
  let isDirty = false;
  let isStopped = !url;
  let isSending = false;
  let failures = 0;
  let timer = 0;
  let dirtySince = 0;

  function plan(delay) {
    window.clearTimeout(timer);
    timer = window.setTimeout(send, delay);
  }

  function failed() {
    const seconds = RETRIES[Math.min(failures, RETRIES.length - 1)];
    failures += 1;
    isDirty = true;
    say(texts.offline.replace("__seconds__", seconds), "", true, { text: texts.retry, run: send });
    plan(seconds * 1000);
  }

  async function judge(answer) {
    failures = 0;
    if (answer.ok) {
      const said = await answer.json();
      if (!isDirty) say(said.text, said.at, false);
      return;
    }
    if (answer.status === 409) {
      isStopped = true;
      return;
    }
    if (answer.type === "opaqueredirect" || [400, 401, 403].includes(answer.status)) {
      isDirty = true;
      say(texts.signedOut, "", true, { text: texts.signInText, link: true });
      plan(30000);
      return;
    }
    if (answer.status === 413) say(texts.tooLarge, "", true);
    else failed();
  }

  // Resolves to false only where the server could not be reached.
  async function send() {
    window.clearTimeout(timer);
    if (isStopped || isSending) return true;
    isSending = true;
    isDirty = false;
    dirtySince = 0;
    try {
      const limit = AbortSignal.timeout(60000);
      await judge(await fetch(url, { method: "POST", body: contents(), redirect: "manual", signal: limit }));
      return true;
    } catch {
      failed();
      return false;
    } finally {
      isSending = false;
      if (isDirty && !failures && !isStopped) plan(WAIT);
    }
  }

  window.addEventListener("online", () => { if (isDirty) send(); });
  window.addEventListener("pagehide", () => {
    if (!isDirty || isStopped) return;
    const body = contents();
    const isSmall = body.toString().length < SMALL;
    fetch(url, { method: "POST", body, redirect: "manual", keepalive: isSmall }).catch(() => {});
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden && isDirty) send(); });

  return {
    changed() {
      isDirty = true;
      dirtySince ||= Date.now();
      if (!failures) plan(Math.min(WAIT, Math.max(0, dirtySince + LONGEST - Date.now())));
    },
    // Before a save: is the server there? What was typed last is put down by asking.
    async isReachable() {
      if (!isDirty && !failures) return true;
      const late = new Promise((resolve) => { window.setTimeout(resolve, ANSWER, true); });
      return Promise.race([send(), late]);
    },
    stop() {
      isStopped = true;
      window.clearTimeout(timer);
    },
  };
}
