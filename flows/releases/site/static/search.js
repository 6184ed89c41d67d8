"use strict";
// Finds documents that hold all words, and of a phrase in quotes those that hold it as it stands.
// Parts of the index are scripts that call search.documents, search.words and search.text.
const search = (() => {
  const SHARDS = 256, MOST = 50, AROUND = 90;
  const loaded = new Map();
  let documents = [];
  const shards = new Map(), texts = new Map();

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) || [];

  function shardOf(word) {
    let found = 2166136261;
    for (let i = 0; i < word.length; i++) {
      found = Math.imul(found ^ word.charCodeAt(i), 16777619) >>> 0;
    }
    return found % SHARDS;
  }

  function load(name) {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = "search/" + name;
        script.onload = done;
        script.onerror = () => failed(new Error(name));
        document.head.append(script);
      }));
    }
    return loaded.get(name);
  }

  async function holding(word) {
    const shard = shardOf(word);
    await load(`words-${shard}.js`);
    return shards.get(shard)[word] || [];
  }

  async function find(asked) {
    await load("documents.js");
    const phrases = [...asked.matchAll(/"([^"]+)"/g)].map((match) => wordsOf(match[1])).filter((words) => words.length);
    const words = [...new Set(wordsOf(asked))];
    if (!words.length) return [];
    const lists = await Promise.all(words.map(holding));
    let found = lists.reduce((both, list) => { const held = new Set(list); return both.filter((each) => held.has(each)); });
    const hits = [];
    for (const number of found) {
      if (hits.length === MOST) break;
      await load(`texts/${number}.js`);
      const hit = inText(number, words, phrases);
      if (hit) hits.push(hit);
    }
    return hits;
  }

  const holds = (words, phrase) => words.some((_, at) => phrase.every((word, i) => words[at + i] === word));

  function inText(number, words, phrases) {
    const passages = texts.get(number);
    const cut = passages.map(([, text]) => wordsOf(text));
    if (!phrases.every((phrase) => cut.some((each) => holds(each, phrase)))) return null;
    const count = (each) => (phrases.length ? phrases.filter((phrase) => holds(each, phrase)).length
      : words.filter((word) => each.includes(word)).length);
    let best = 0;
    cut.forEach((each, i) => { if (count(each) > count(cut[best])) best = i; });
    return { number, id: passages[best][0], text: passages[best][1], word: (phrases[0] || words)[0] };
  }

  function excerpt(text, word) {
    const at = Math.max(0, plain(text).indexOf(word));
    const from = Math.max(0, at - AROUND), to = Math.min(text.length, at + AROUND * 2);
    return (from ? "… " : "") + text.slice(from, to) + (to < text.length ? " …" : "");
  }

  function show(hits, list, said) {
    list.replaceChildren();
    said.textContent = hits.length === MOST ? `The first ${MOST} documents` : `${hits.length} document${hits.length === 1 ? "" : "s"}`;
    for (const hit of hits) {
      const [address, title, about] = documents[hit.number];
      const item = document.createElement("li"), link = document.createElement("a");
      const small = document.createElement("p"), words = document.createElement("p");
      link.href = address + (hit.id ? "#" + hit.id : "");
      link.textContent = title;
      small.textContent = about;
      small.className = "about";
      words.textContent = excerpt(hit.text, hit.word);
      item.append(link, small, words);
      list.append(item);
    }
  }

  function listen() {
    const form = document.getElementById("search"), list = document.getElementById("found");
    if (!form || !list) return;
    const said = document.getElementById("said"), field = form.elements.q;
    const ask = async () => {
      said.textContent = "Searching …";
      try { show(await find(field.value), list, said); } catch (error) { said.textContent = `The index is not complete: ${error.message}`; }
    };
    form.addEventListener("submit", (event) => { event.preventDefault(); history.replaceState(null, "", "?q=" + encodeURIComponent(field.value)); ask(); });
    const asked = new URLSearchParams(location.search).get("q");
    if (asked) { field.value = asked; ask(); }
  }

  document.addEventListener("DOMContentLoaded", listen);
  return {
    documents: (list) => { documents = list; },
    words: (number, words) => { shards.set(number, words); },
    text: (number, passages) => { texts.set(number, passages); },
  };
})();
