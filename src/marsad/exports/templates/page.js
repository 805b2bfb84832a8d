// Words and cards light up together. Everything also works as plain links without this.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  document.body.append(document.getElementById("sheet").content);
  const sheet = document.querySelector(".sheet");
  const narrow = matchMedia("(max-width: 60rem)");
  const ofCard = (id) => document.querySelectorAll(`.w.${id}, [data-card="${id}"]`);
  let last = null;

  const clear = (name) => document.querySelectorAll("." + name).forEach((it) => it.classList.remove(name));
  const light = (ids, name) => {
    clear(name);
    ids.forEach((id) => ofCard(id).forEach((it) => it.classList.add(name)));
  };
  const close = () => {
    sheet.classList.remove("open");
    clear("on");
    clear("here");
    last?.focus({ preventScroll: true });
  };

  // The sheet covers the lower half of a narrow screen: the style's scroll padding keeps words out of it.
  const reveal = (words) => words?.scrollIntoView({ block: narrow.matches ? "nearest" : "center" });
  // Words were chosen: show their cards, beside the text or over its lower half.
  const showCards = (ids) => {
    const cards = ids.map((id) => document.getElementById(id));
    if (narrow.matches) {
      const copies = cards.map((card) => card.cloneNode(true));
      copies.forEach((copy) => copy.removeAttribute("id"));
      sheet.querySelector("div").replaceChildren(...copies);
      sheet.classList.add("open");
      sheet.scrollTop = 0;
      light(ids, "on");
      reveal(last);
    } else {
      light(ids, "on");
      cards[0].scrollIntoView({ block: "nearest" });
      cards[0].focus({ preventScroll: true });
    }
  };
  // A card was chosen: show its words, or the ones that a link in it names.
  const showWords = (id, link = document.querySelector(`#${id} .sign`)) => {
    light([id], "on");
    clear("here");
    const words = (link.dataset.words ?? "").split(" ").map((it) => document.getElementById(it));
    words.forEach((it) => it?.classList.add("here"));
    reveal(words[0]);
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest(".sheet button")) return close();
    const words = event.target.closest("[data-cards]");
    const link = event.target.closest("a[href]");
    const card = event.target.closest("[data-card]");
    if (words) {
      event.preventDefault();
      clear("here");
      if (!card) last = words;
      showCards(words.dataset.cards.split(" "));
    } else if (card && link?.dataset.words) {
      event.preventDefault();
      showWords(card.dataset.card, link);
    } else if (card && !String(getSelection())) {
      showWords(card.dataset.card);
    }
  });
  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const it = event.target.closest?.("[data-cards], [data-card]");
      light(it ? (it.dataset.cards ?? it.dataset.card).split(" ") : [], "near");
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  const asked = document.getElementById(location.hash.slice(1));
  if (asked?.dataset.card) {
    showWords(asked.id);
    showCards([asked.id]);
  }
})();
