/** Everything that needs a script; the page is whole without it. */
let LIST;
const start = async () => {
  for (const command of document.querySelectorAll("code.command")) copyable(command);
  const source = document.getElementById("index");
  if (source) {
    const list = LIST = new List(await unpack("index"));
    list.build();
    list.find();
    for (const each of document.querySelectorAll(".live")) {
      if (each.contains(list.next)) each.hidden = list.drawn >= list.found.length;
      else each.hidden = false;
    }
    const follow = () => {
      const asked = /^#s(\d+)$/.exec(location.hash);
      if (asked) list.go(Number(asked[1]) - 1);
    };
    addEventListener("hashchange", follow);
    document.addEventListener("click", event => {
      const link = event.target.closest("a[data-clause], a[data-tag], a[href^='#s']");
      if (!link) return;
      if (link.dataset.clause) list.only("clause", link.dataset.clause);
      else if (link.dataset.tag) list.only("tag", link.dataset.tag);
      else if (link.hash === location.hash) follow();
    });
    addEventListener("beforeprint", () => list.more(PAPER));
    follow();
  }
};
start()
  .catch(() => {
    const said = document.querySelector("p.shown");
    said.hidden = false;
    said.textContent = "This browser is too old to open the list: use one from 2023 or later.";
  })
  .finally(() => { document.documentElement.dataset.ready = ""; });
