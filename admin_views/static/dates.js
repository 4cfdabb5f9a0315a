// Dates and times as they are typed in a hurry: 120391, 12.3.91, 3.4., h (today), +14, 0830.

const WORDS = { h: 0, heute: 0, today: 0, gestern: -1, yesterday: -1, morgen: 1, tomorrow: 1 };
const two = (number) => String(number).padStart(2, "0");
const written = (day) => `${two(day.getDate())}.${two(day.getMonth() + 1)}.${day.getFullYear()}`;

function fullYear(text, today) {
  if (!text) return today.getFullYear();
  const year = Number(text);
  if (text.length > 2) return year;
  const century = Math.floor(today.getFullYear() / 100) * 100;
  return year > (today.getFullYear() % 100) + 20 ? century - 100 + year : century + year;
}

function parts(text) {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return [iso[3], iso[2], iso[1]];
  const dotted = /^(\d{1,2})[.,/ -](\d{1,2})(?:[.,/ -](\d{4}|\d{2})?)?$/.exec(text);
  if (dotted) return [dotted[1], dotted[2], dotted[3]];
  const bare = /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text);
  return bare ? [bare[1], bare[2], bare[3]] : null;
}

// What cannot be read as a day stays as typed, for the server to refuse by name.
export function readDate(typed, today = new Date()) {
  const text = typed.trim();
  const away = WORDS[text.toLowerCase()] ?? (/^[+-]\d{1,4}$/.test(text) ? Number(text) : null);
  if (away !== null) return written(new Date(today.getFullYear(), today.getMonth(), today.getDate() + away));
  const found = parts(text);
  if (!found) return typed;
  const [dayText, monthText, yearText] = found;
  const year = fullYear(yearText, today);
  const day = new Date(year, Number(monthText) - 1, Number(dayText));
  const isReal = day.getMonth() === Number(monthText) - 1 && day.getDate() === Number(dayText);
  return isReal && year > 999 ? written(day) : typed;
}

export function readTime(typed) {
  const found = /^(\d{1,2})(?:[:., ]?(\d{2}))?$/.exec(typed.trim());
  if (!found) return typed;
  const hour = Number(found[1]);
  const minute = Number(found[2] ?? 0);
  return hour < 24 && minute < 60 ? `${two(hour)}:${two(minute)}` : typed;
}

function readMoment(typed) {
  const [date, ...time] = typed.replace(/,|uhr/gi, " ").trim().split(/\s+/);
  return time.length ? `${readDate(date)} ${readTime(time.join(""))}` : readDate(date);
}

// In a filter "+14" and "heute" stay as they are: a saved view counts them from the day it is opened.
const isCounted = (typed) => /^[+-]\d{1,4}$/.test(typed.trim()) || typed.trim().toLowerCase() in WORDS;
const readAsked = (typed) => (isCounted(typed) ? typed : readDate(typed));

const READERS = { date: readDate, time: readTime, moment: readMoment, asked: readAsked };

export function tidy(input) {
  const reader = READERS[input.dataset?.typed];
  if (reader && input.value.trim()) input.value = reader(input.value);
}

document.addEventListener("change", (event) => tidy(event.target));
