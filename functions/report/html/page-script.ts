/**
 * The page's only script: it narrows the list, opens rows, and says how many are left. It writes no markup; what it reads from the page it compares.
 * Without it every row is there and can be opened.
 */
export const PAGE_SCRIPT = String.raw`
(function () {
  'use strict';
  var form = document.getElementById('filter');
  var rows = Array.prototype.slice.call(document.querySelectorAll('.edge'));
  var words = [];

  function field(id) { return document.getElementById(id); }
  function valueOf(id) { var one = field(id); return one ? one.value : ''; }
  function wordsOf(at) {
    if (words[at] === undefined) words[at] = rows[at].textContent.toLowerCase();
    return words[at];
  }
  function setOpen(row, open) { row.firstElementChild.open = open; }

  function boxes() { return Array.prototype.slice.call(form.querySelectorAll('[name=result]')); }

  function results() {
    return boxes().filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
  }

  function apply() {
    var wanted = valueOf('search').trim().toLowerCase().split(/\s+/).filter(Boolean);
    var account = valueOf('account'), region = valueOf('region'), rule = valueOf('rule');
    var shown = results();
    var count = 0;
    rows.forEach(function (row, at) {
      var facts = row.dataset;
      var fits = shown.indexOf(facts.result) >= 0
        && (account === '' || facts.account === account)
        && (region === '' || facts.region === region)
        && (rule === '' || facts.rules.split(' ').indexOf(rule) >= 0)
        && wanted.every(function (word) { return wordsOf(at).indexOf(word) >= 0; });
      row.hidden = !fits;
      if (fits) count += 1;
    });
    field('shown').textContent = count + ' of ' + rows.length + (rows.length === 1 ? ' edge' : ' edges') + ' shown';
  }

  function showUsual() {
    var all = boxes();
    var inSync = all.filter(function (box) { return box.value === 'in-sync'; })[0];
    if (inSync && all.length > 1) inSync.checked = false;
    apply();
  }

  function lead(row) {
    setOpen(row, true);
    row.scrollIntoView();
    row.querySelector('summary').focus();
  }

  function reveal(row) {
    boxes().forEach(function (box) { if (box.value === row.dataset.result) box.checked = true; });
    apply();
  }

  function openNamed() {
    var row = document.getElementById(location.hash.slice(1));
    if (!row || !row.classList.contains('edge')) return;
    if (!row.hidden) return lead(row);
    form.reset();
    // After the list that Reset brings back.
    setTimeout(function () { reveal(row); lead(row); }, 0);
  }

  if (form) {
    form.hidden = false;
    form.addEventListener('submit', function (event) { event.preventDefault(); });
    form.addEventListener('input', apply);
    form.addEventListener('reset', function () { setTimeout(showUsual, 0); });
    field('open-all').addEventListener('click', function (event) {
      var visible = rows.filter(function (row) { return !row.hidden; });
      var open = visible.some(function (row) { return !row.firstElementChild.open; });
      visible.forEach(function (row) { setOpen(row, open); });
      event.target.textContent = open ? 'Close all' : 'Open all';
    });
    showUsual();
  }
  window.addEventListener('hashchange', openNamed);
  window.addEventListener('beforeprint', function () {
    rows.forEach(function (row) { if (!row.hidden && row.dataset.result !== 'in-sync') setOpen(row, true); });
  });
  openNamed();
})();
`;
