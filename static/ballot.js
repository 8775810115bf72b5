// Counts along while a ballot is filled in. The server counts again and its word is what counts: without this file
// the button "Update" does the same.
(() => {
  const form = document.getElementById("ballot"), meter = document.getElementById("meter");
  if (!form || !meter) return;
  const d = form.dataset, money = d.kind === "money", boxes = [...form.querySelectorAll(".pick__box")];
  const [before, behind, group, least, point, places] = d.money.split("|");
  const id = (name) => document.getElementById(name), rtl = document.dir === "rtl";
  const write = (minor) => {
    const unit = 10 ** places, rest = minor % unit;
    let whole = String(Math.floor(minor / unit));
    if (whole.length >= least) whole = whole.replace(/\B(?=(\d{3})+$)/g, group);
    return before + whole + (rest ? point + String(rest).padStart(places, 0) : "") + behind;
  };
  const node = (name, attributes, text) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    if (text) made.textContent = text;
    return made;
  };
  const draw = (chosen, spent) => {
    const bar = meter.querySelector(".bar"), budget = +d.budget, full = Math.max(spent, budget) || 1;
    if (!bar) return;
    const at = (start, width) => (rtl ? 100 - start - width : start) + "%";
    const marks = [];
    let sum = 0;
    bar.replaceChildren(node("rect", { class: "s-rest", width: "100%", height: "100%" }));
    for (const box of chosen) {
      const start = (sum / full) * 100, width = (box.dataset.cost / full) * 100;
      sum += +box.dataset.cost;
      bar.append(node("rect", { class: "s-" + box.dataset.fill, x: at(start, width), width: width + "%", height: "100%" }));
      if (start) marks.push(node("rect", { class: "s-gap", x: at(start, 0), width: 2, height: "100%", transform: "translate(-1 0)" }));
      if (width >= (box.dataset.n > 9 ? 5.6 : 3.2)) marks.push(node("text", { x: at(start + width / 2, 0), y: "52%" }, box.dataset.n));
    }
    bar.append(...marks);
    bar.classList.toggle("bar--over", spent > budget);
    if (spent > budget) {
      const end = (budget / full) * 100;
      bar.append(node("rect", { class: "s-beyond", x: at(end, 100 - end), width: 100 - end + "%", height: "100%" }));
      bar.append(node("rect", { class: "s-limit", x: at(end, 0), y: "-20%", width: 4, height: "140%", transform: "translate(-2 0)" }));
    }
  };
  let waiting, dirty = false;
  const count = () => {
    const chosen = boxes.filter((box) => box.checked), n = chosen.length;
    const spent = chosen.reduce((sum, box) => sum + +box.dataset.cost, 0);
    const left = (money ? d.budget - spent : d.max - n), over = left < 0;
    meter.classList.toggle("meter--over", over);
    if (money) {
      id("left").hidden = over;
      id("over").hidden = !over;
      id(over ? "over" : "left").querySelector("b").textContent = write(Math.abs(left));
      id("sum").textContent = meter.dataset.sum.replace("#n", n).replace("#spent", write(spent));
      meter.querySelector(".bar").setAttribute("aria-label", id("sum").textContent);
      draw(chosen, spent);
    } else {
      const more = meter.dataset.more.split("|");
      id("left").innerText = "";
      id("left").append(Object.assign(document.createElement("b"), { textContent: meter.dataset.sum.replace(/<\/?b>/g, "").replace("#n", n) }));
      id("sum").textContent = more.length > n ? more[n] : "";
    }
    meter.querySelector(".meter__basket").replaceChildren(...chosen.map((box) => {
      const item = document.createElement("li"), pick = box.closest(".pick");
      const copy = (name, tag) => {
        const made = document.createElement(tag), from = pick.querySelector(name);
        if (from) made.append(...from.cloneNode(true).childNodes);
        return made;
      };
      const plate = pick.querySelector(".plate");
      item.append(plate ? plate.cloneNode(true) : "", copy(".pick__t", "span"), copy(".pick__c", "b"));
      return item;
    }));
  };
  form.addEventListener("change", (event) => {
    if (!event.target.classList.contains("pick__box")) return;
    dirty = true;
    clearTimeout(waiting);
    waiting = setTimeout(count, 150);
  });
  form.addEventListener("submit", () => (dirty = false));
  addEventListener("beforeunload", (event) => dirty && event.preventDefault());
  meter.querySelector("[value=update]").hidden = true;
})();
