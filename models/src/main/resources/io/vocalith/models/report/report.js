// Each JSON script of the page is one recording: {result, rate, sound, spectrogram, posteriorgram}.
// `result` is the command's JSON document as it is; every value shown is one of its values, rounded.
// Words and names come from strangers: they enter the page as text, never as markup.

const LANES = [
  {field: 'words', label: 'word', title: 'words'},
  {field: 'phones', label: 'phone', title: 'phones'},
  {field: 'turns', label: 'speaker', title: 'speakers'},
];
const LEVELS = ['below 0.2', '0.2 to 0.4', '0.4 to 0.6', '0.6 to 0.8', '0.8 and above'];
const SPEAKER_COLOURS = 7;
const READABLE = 320; // pixels for a second in which most phones have room for their names
const ZOOM = {factor: 1.5, least: 10, most: 4000}; // pixels for a second
const AXIS = 20; // pixels above the waveform
const STEPS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60];

const seconds = (time) => `${time.toFixed(4)} s`; // boundaries are whole tenths of a millisecond
const share = (probability) =>
  probability > 0 && probability < 0.001 ? 'below 0.001' : probability.toFixed(3);
const phoneName = (phone) => (phone === '' ? 'no phone' : phone);
const mixed = (from, to, part) => from + (to - from) * part;

/** A new element with attributes and children; strings become text. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** The 16-bit samples of a WAV file with a header of 44 bytes. */
function samplesOf(base64) {
  const letters = atob(base64);
  const samples = new Int16Array((letters.length - 44) >> 1);
  for (let i = 0, at = 44; i < samples.length; i++, at += 2) {
    samples[i] = letters.charCodeAt(at) | (letters.charCodeAt(at + 1) << 8);
  }
  return samples;
}

/** Index of the last interval that starts at or before a time; -1 for none. */
function indexAt(intervals, time) {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (intervals[middle].start <= time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

/** What is known of an interval, as pairs of a name and a text. */
function facts(item) {
  const pairs = [['time', `${seconds(item.start)} to ${seconds(item.end)}`]];
  if (item.confidence !== undefined) {
    pairs.push(['confidence', share(item.confidence)]);
  }
  if (item.goodness !== undefined) {
    pairs.push(['goodness', item.goodness.toFixed(3)]);
  }
  if (item.spoken !== undefined) {
    pairs.push(['heard as', item.spoken]);
  }
  if (item.start_ci95 !== undefined) {
    const [earliest, latest] = item.start_ci95;
    pairs.push(['start, 95 %', `${seconds(earliest)} to ${seconds(latest)}`]);
  }
  for (const other of item.alternatives ?? []) {
    pairs.push([`or ${phoneName(other.phone)}`, share(other.probability)]);
  }
  return pairs;
}

/** One sound is heard at a time. */
let sounding = null;

class Recording {
  constructor(data, number) {
    this.data = data;
    this.result = data.result;
    this.duration = data.result.duration;
    this.samples = samplesOf(data.sound);
    this.stop = null; // where playing ends, seconds; null at the end of the recording
    this.from = 0; // where Play begins
    this.audio = new Audio(`data:audio/wav;base64,${data.sound}`);
    this.audio.preload = 'auto';
    this.timeline = element('div', {class: 'timeline'});
    this.scroller = element('div', {class: 'scroller'}, this.timeline);
    this.canvas = element('canvas', {class: 'waveform', 'aria-hidden': 'true'});
    this.cursor = element('div', {class: 'cursor'});
    this.tip = element('div', {class: 'tip', role: 'tooltip', id: `tip-${number}`, hidden: ''});
    this.lanes = LANES.filter((kind) => this.result[kind.field]?.length > 0);
    this.lanes = this.lanes.map((kind, place) => this.lane(kind, place));
    this.section = this.build(number);
    this.listen();
    this.show(0);
  }

  // What is on the page

  build(number) {
    const pictures = [element('div', {class: 'sound'}, this.canvas)];
    pictures.push(this.caption('spectrogram, 0 to 8 kHz'));
    pictures.push(this.spectrogram());
    for (const lane of this.lanes) {
      pictures.push(this.caption(lane.title), lane.box);
    }
    if (this.data.posteriorgram) {
      const least = this.data.posteriorgram.least;
      pictures.push(this.caption(`posteriorgram: labels that reach a probability of ${least}`));
      pictures.push(this.posteriorgram());
    }
    this.timeline.append(...pictures, this.cursor);
    const heading = element('h2', {id: `recording-${number}`}, this.result.audio);
    const section = element('section', {'aria-labelledby': heading.id}, heading);
    section.append(this.summary(), ...this.warnings(), this.controls());
    section.append(this.scroller, this.legend(), this.values(), this.tip);
    return section;
  }

  summary() {
    const parts = [seconds(this.duration)];
    for (const lane of this.lanes) {
      parts.push(`${lane.items.length} ${lane.title === 'speakers' ? 'turns' : lane.title}`);
    }
    if (this.result.model) {
      parts.push(`model ${this.result.model.name}`);
    }
    parts.push(...[this.result.disclaimer ?? []].flat());
    return element('p', {class: 'summary'}, parts.join(' · '));
  }

  warnings() {
    return (this.result.warnings ?? []).map((text) => element('p', {class: 'warning'}, text));
  }

  controls() {
    this.playButton = element('button', {class: 'play', type: 'button'}, 'Play');
    this.clock = element('output', {class: 'clock'});
    this.single = element('input', {type: 'checkbox'});
    const zoom = (text, label, action) => {
      const button = element('button', {type: 'button', 'aria-label': label}, text);
      button.addEventListener('click', action);
      return button;
    };
    const bar = element('div', {class: 'controls', role: 'group', 'aria-label': 'playing and zoom'});
    bar.append(this.playButton, this.clock);
    bar.append(element('label', {}, this.single, ' stop after the interval'));
    const zooms = element('span', {class: 'zooms'});
    zooms.append(zoom('−', 'zoom out', () => this.zoom(this.scale / ZOOM.factor)));
    zooms.append(zoom('+', 'zoom in', () => this.zoom(this.scale * ZOOM.factor)));
    zooms.append(zoom('Fit', 'fit the recording to the width', () => this.zoom(this.fitting())));
    bar.append(zooms);
    return bar;
  }

  caption(text) {
    return element('div', {class: 'caption'}, element('span', {}, text));
  }

  /** Pictures side by side, each as wide as its share of the recording. */
  picture(name, label) {
    const {start, hop, width, tileWidth, tiles} = this.data[name];
    const box = element('div', {class: `picture ${name}`, role: 'img', 'aria-label': label});
    tiles.forEach((tile, number) => {
      const columns = Math.min(tileWidth, width - number * tileWidth);
      const image = element('img', {alt: '', src: `data:image/png;base64,${tile}`});
      image.draggable = false;
      image.style.left = this.percent(start + number * tileWidth * hop);
      image.style.width = this.percent(columns * hop);
      box.append(image);
    });
    return box;
  }

  spectrogram() {
    const box = this.picture('spectrogram', 'spectrogram from 0 to 8 kilohertz');
    const scale = element('div', {class: 'scale', 'aria-hidden': 'true'});
    for (const khz of [6, 4, 2]) {
      const tick = element('span', {}, `${khz} kHz`);
      tick.style.top = `${100 - (100 * khz) / 8}%`;
      scale.append(tick);
    }
    box.append(scale);
    return box;
  }

  posteriorgram() {
    const names = this.data.posteriorgram.names.map(phoneName);
    const box = this.picture('posteriorgram', `probabilities over time of ${names.join(', ')}`);
    const scale = element('div', {class: 'scale names', 'aria-hidden': 'true'});
    scale.append(...names.map((name) => element('span', {}, name)));
    box.style.setProperty('--rows', Math.max(1, names.length));
    box.append(scale);
    return box;
  }

  lane(kind, place) {
    const items = this.result[kind.field];
    const lane = {...kind, items, playing: -1};
    const speakers = [...new Set(items.map((item) => item.speaker))];
    lane.marks = items.map((item, i) => {
      const name = phoneName(item[kind.label]);
      const known = facts(item).map((pair) => pair.join(' '));
      const mark = element('button', {type: 'button', tabindex: i === 0 ? '0' : '-1'});
      mark.className = 'mark';
      mark.setAttribute('aria-label', `${name}: ${known.join(', ')}`);
      mark.append(element('span', {class: 'name'}, name));
      mark.style.left = this.percent(item.start);
      mark.style.width = this.percent(item.end - item.start);
      if (item.confidence !== undefined) {
        const level = Math.min(LEVELS.length - 1, Math.floor(item.confidence * LEVELS.length));
        mark.classList.add(`level-${level}`);
        const bar = element('span', {class: 'bar'});
        bar.style.width = `${100 * item.confidence}%`;
        mark.append(element('span', {class: 'gauge'}, bar));
      } else if (kind.label === 'speaker') {
        mark.classList.add(`speaker-${speakers.indexOf(item.speaker) % SPEAKER_COLOURS}`);
      }
      return mark;
    });
    lane.box = element('div', {class: `lane ${kind.field}`, role: 'group'}, ...lane.marks);
    lane.box.setAttribute('aria-label', `${kind.title}; arrow keys move, space plays`);
    this.attend(lane, place);
    return lane;
  }

  legend() {
    const box = element('div', {class: 'legend'});
    if (this.lanes.some((lane) => lane.items.some((item) => item.confidence !== undefined))) {
      const list = element('ul', {'aria-label': 'colours of confidence'});
      LEVELS.forEach((text, level) => {
        const swatch = element('span', {class: `swatch level-${level}`});
        list.append(element('li', {}, swatch, text));
      });
      box.append(element('span', {class: 'what'}, 'confidence'), list);
    }
    const help =
      'Click, tap or Enter plays from an interval, Space plays or pauses, ' +
      'arrow keys go from interval to interval.';
    box.append(element('p', {}, help));
    return box;
  }

  /** Everything as tables, made when they are asked for. */
  values() {
    const box = element('details', {}, element('summary', {}, 'All values as tables'));
    box.addEventListener('toggle', () => {
      if (box.open && box.childElementCount === 1) {
        box.append(...this.lanes.map((lane) => this.table(lane)));
      }
    });
    return box;
  }

  table(lane) {
    const table = element('table', {}, element('caption', {}, lane.title));
    const row = (tag, cells) => element('tr', {}, ...cells.map((text) => element(tag, {}, text)));
    const columns = [lane.label, 'start', 'end', 'confidence', 'start, 95 %', 'alternatives'];
    const shown = lane.items.map((item) => [
      phoneName(item[lane.label]),
      item.start.toFixed(4),
      item.end.toFixed(4),
      item.confidence?.toFixed(4) ?? '',
      item.start_ci95?.map((time) => time.toFixed(4)).join(' to ') ?? '',
      (item.alternatives ?? [])
        .map((other) => `${phoneName(other.phone)} ${other.probability.toFixed(4)}`)
        .join(', '),
    ]);
    const used = columns.map((_, c) => shown.some((cells) => cells[c] !== ''));
    const kept = (cells) => cells.filter((_, c) => used[c]);
    table.append(element('thead', {}, row('th', kept(columns))));
    table.append(element('tbody', {}, ...shown.map((cells) => row('td', kept(cells)))));
    return element('div', {class: 'table'}, table);
  }

  percent(time) {
    return `${(100 * time) / this.duration}%`;
  }

  // What the reader does

  attend(lane, place) {
    const numberOf = (target) => lane.marks.indexOf(target.closest('.mark'));
    const over = (show) => (event) => {
      const number = numberOf(event.target);
      if (number >= 0) {
        show(number);
      }
    };
    lane.box.addEventListener('click', over((i) => this.playInterval(lane.items[i])));
    lane.box.addEventListener('pointerover', over((i) => this.explain(lane, i)));
    lane.box.addEventListener('pointerleave', () => this.silence());
    lane.box.addEventListener('focusin', over((i) => this.focused(lane, i)));
    lane.box.addEventListener('focusout', () => this.silence());
    lane.box.addEventListener('keyup', (event) => {
      if (event.key === ' ') {
        event.preventDefault(); // a button would click
      }
    });
    lane.box.addEventListener('keydown', (event) => {
      const at = numberOf(event.target);
      const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
      if (at >= 0 && plain && this.key(event.key, lane, place, at)) {
        event.preventDefault();
      }
    });
  }

  /** Acts on a key pressed on an interval; whether it was one of ours. */
  key(key, lane, place, at) {
    const last = lane.marks.length - 1;
    const along = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last}[key];
    const across = {ArrowDown: place + 1, ArrowUp: place - 1}[key];
    if (along !== undefined) {
      lane.marks[Math.max(0, Math.min(last, along))].focus();
    } else if (across !== undefined) {
      const other = this.lanes[across];
      const middle = mixed(lane.items[at].start, lane.items[at].end, 0.5);
      other?.marks[Math.max(0, indexAt(other.items, middle))].focus();
    } else if (key === ' ') {
      this.playing() ? this.audio.pause() : this.playInterval(lane.items[at]);
    } else if (key === 'Escape') {
      this.silence();
    } else {
      return false;
    }
    return true;
  }

  focused(lane, number) {
    lane.marks.forEach((mark, i) => mark.setAttribute('tabindex', i === number ? '0' : '-1'));
    this.reveal(lane.items[number].start, lane.items[number].end);
    if (!this.playing()) {
      this.from = lane.items[number].start;
      this.show(this.from);
    }
    this.explain(lane, number);
  }

  /** Shows what is known of an interval beside it. */
  explain(lane, number) {
    const mark = lane.marks[number];
    const list = element('dl');
    for (const [name, text] of facts(lane.items[number])) {
      list.append(element('dt', {}, name), element('dd', {}, text));
    }
    const name = phoneName(lane.items[number][lane.label]);
    this.tip.replaceChildren(element('strong', {}, name), list);
    this.tip.hidden = false;
    mark.setAttribute('aria-describedby', this.tip.id);
    this.explained = mark;
    this.place();
  }

  /** Puts the explanation under its interval, or above where there is no room. */
  place() {
    if (this.tip.hidden) {
      return;
    }
    const at = this.explained.getBoundingClientRect();
    const {width, height} = this.tip.getBoundingClientRect();
    const page = document.documentElement;
    const left = Math.max(8, Math.min(page.clientWidth - width - 8, at.left));
    const below = at.bottom + 6 + height <= page.clientHeight;
    this.tip.style.left = `${left}px`;
    this.tip.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - 6 - height)}px`;
  }

  silence() {
    this.tip.hidden = true;
    this.explained?.removeAttribute('aria-describedby');
  }

  listen() {
    this.playButton.addEventListener('click', () =>
      this.playing() ? this.audio.pause() : this.play(this.from, null),
    );
    this.timeline.addEventListener('click', (event) => {
      if (!event.target.closest('.lane')) {
        const {left, width} = this.timeline.getBoundingClientRect();
        this.play((this.duration * (event.clientX - left)) / width, null);
      }
    });
    this.audio.addEventListener('play', () => this.started());
    this.audio.addEventListener('pause', () => this.paused());
    this.audio.addEventListener('error', () => this.failed());
    this.scroller.addEventListener('scroll', () => this.moved());
    addEventListener('scroll', () => this.place(), {passive: true});
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
    new ResizeObserver(() => this.resized()).observe(this.scroller);
  }

  // Playing

  playing() {
    return !this.audio.paused && !this.audio.ended;
  }

  playInterval(item) {
    this.play(item.start, this.single.checked ? item.end : null);
  }

  play(from, until) {
    if (sounding !== null && sounding !== this) {
      sounding.audio.pause();
    }
    sounding = this;
    this.from = from;
    this.stop = until;
    this.audio.currentTime = from;
    this.audio.play().catch((error) => {
      if (error.name !== 'AbortError') {
        this.failed(); // an abort is a pause that came first
      }
    });
  }

  started() {
    this.playButton.textContent = 'Pause';
    const tick = () => {
      const time = this.audio.currentTime;
      if (this.stop !== null && time >= this.stop) {
        this.audio.pause();
      }
      if (this.playing()) {
        this.show(time);
        this.reveal(time, time);
        requestAnimationFrame(tick);
      }
    };
    requestAnimationFrame(tick);
  }

  paused() {
    this.playButton.textContent = 'Play';
    this.from = this.audio.ended ? 0 : (this.stop ?? this.audio.currentTime);
    this.show(this.from);
  }

  failed() {
    this.clock.textContent = 'This browser could not play the sound.';
  }

  /** Puts the cursor at a time. */
  show(time) {
    this.cursor.style.left = this.percent(Math.min(time, this.duration));
    this.clock.textContent = `${time.toFixed(2)} / ${this.duration.toFixed(2)} s`;
    for (const lane of this.lanes) {
      const found = indexAt(lane.items, time);
      const now = found >= 0 && time < lane.items[found].end ? found : -1;
      if (now !== lane.playing) {
        lane.marks[lane.playing]?.classList.remove('now');
        lane.marks[now]?.classList.add('now');
        lane.playing = now;
      }
    }
  }

  // Zoom and waveform

  fitting() {
    return this.scroller.clientWidth / this.duration;
  }

  /** Shows a second as so many pixels; the middle of the view, or the cursor in it, stays. */
  zoom(scale) {
    const width = this.scroller.clientWidth;
    const centre = (this.scroller.scrollLeft + width / 2) / (this.scale ?? scale);
    const least = Math.min(ZOOM.least, this.fitting());
    this.scale = Math.max(least, Math.min(ZOOM.most, scale));
    this.timeline.style.width = `${Math.max(width, this.duration * this.scale)}px`;
    this.scale = this.timeline.offsetWidth / this.duration;
    this.scroller.scrollLeft = centre * this.scale - width / 2;
    this.moved();
  }

  resized() {
    this.zoom(this.scale ?? Math.max(this.fitting(), READABLE));
  }

  /** Scrolls so that an interval is in view. */
  reveal(start, end) {
    const {scrollLeft, clientWidth} = this.scroller;
    const outside =
      start * this.scale < scrollLeft || end * this.scale > scrollLeft + clientWidth;
    if (outside) {
      this.scroller.scrollLeft = start * this.scale - clientWidth / 4;
    }
  }

  moved() {
    this.place();
    this.draw();
  }

  draw() {
    const dense = devicePixelRatio;
    const {clientWidth: width, scrollLeft} = this.scroller;
    const height = this.canvas.clientHeight;
    this.canvas.style.width = `${width}px`;
    this.canvas.width = width * dense;
    this.canvas.height = height * dense;
    const pen = this.canvas.getContext('2d');
    pen.scale(dense, dense);
    const style = getComputedStyle(this.canvas);
    this.drawAxis(pen, style, scrollLeft, width, height);
    pen.fillStyle = style.getPropertyValue('--wave');
    const perPixel = this.data.rate / this.scale;
    const middle = AXIS + (height - AXIS) / 2;
    const loudest = this.loudest();
    for (let x = 0; x < width; x += 1 / dense) {
      const first = Math.floor((scrollLeft + x) * perPixel);
      const end = Math.max(first + 2, Math.floor((scrollLeft + x + 1 / dense) * perPixel) + 1);
      let [low, high] = [Infinity, -Infinity];
      for (let i = first; i < Math.min(end, this.samples.length); i++) {
        low = Math.min(low, this.samples[i]);
        high = Math.max(high, this.samples[i]);
      }
      if (low <= high) {
        const reach = (height - AXIS) / 2 / loudest;
        pen.fillRect(x, middle - high * reach, 1 / dense, Math.max(1, (high - low) * reach));
      }
    }
  }

  /** The largest sample, at least 1 % of full scale, fills the height. */
  loudest() {
    this.peak ??= this.samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 328);
    return this.peak;
  }

  drawAxis(pen, style, scrollLeft, width, height) {
    const step = STEPS.find((s) => s * this.scale >= 64) ?? STEPS[STEPS.length - 1];
    const digits = step >= 1 ? 0 : step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3;
    pen.font = '12px system-ui, sans-serif';
    const end = Math.min(this.duration, (scrollLeft + width) / this.scale);
    for (let k = Math.floor(scrollLeft / this.scale / step); k * step <= end; k++) {
      const x = Math.round(k * step * this.scale - scrollLeft) + 0.5;
      pen.fillStyle = style.getPropertyValue('--line');
      pen.fillRect(x - 0.5, 0, 1, height);
      pen.fillStyle = style.getPropertyValue('--faint');
      pen.fillText(`${(k * step).toFixed(digits)} s`, x + 4, 13);
    }
  }
}

/** The section of a recording that had no room on the page. */
function leftOut(data) {
  const sentence =
    `${seconds(data.result.duration)} long and not shown: ` +
    `this page holds ${data.mostSeconds} seconds of sound.`;
  return element(
    'section',
    {},
    element('h2', {}, data.result.audio),
    element('p', {class: 'warning'}, sentence),
  );
}

const main = document.querySelector('main');
const found = [...document.querySelectorAll('script[type="application/json"]')];
found.forEach((script, number) => {
  const data = JSON.parse(script.textContent);
  main.append(data.sound ? new Recording(data, number).section : leftOut(data));
  if (found.length === 1) {
    document.title = `${data.result.audio} - Vocalith report`;
  }
});
