/** Draws a sheet as a PDF of A4 pages. It takes a core for some ten milliseconds: see sheet-thread.ts. */
import { buffer } from 'node:stream/consumers';
import Pdf from 'pdfkit';
import { drawPictures } from './draw-pictures.ts';
import { drawQr } from './draw-qr.ts';
import { colours, createPages, margin, type Pages } from './pages.ts';
import type { Fact, Section, Sheet } from './sheet.ts';
import { drawLine, heightOf, toLines, type Doc, type Line, type Style } from './text-box.ts';

const label: Style = { size: 7.5, weight: 'bold', colour: colours.faint };
const plain: Style = { size: 10, weight: 'regular', colour: colours.ink };
const strong: Style = { size: 11.5, weight: 'bold', colour: colours.ink };
const small: Style = { size: 7.5, weight: 'regular', colour: colours.faint };
const title: Style = { size: 10, weight: 'regular', colour: '#c5d4e8' };
const name: Style = { size: 19, weight: 'bold', colour: '#ffffff' };

/** @returns the bytes of the PDF */
export async function drawSheet(sheet: Sheet): Promise<Buffer> {
  const info = { Title: `${sheet.title} ${sheet.name}`, Creator: 'Waybill', CreationDate: sheet.createdAt };
  const doc: Doc = new Pdf({
    size: 'A4',
    margin,
    bufferPages: true,
    lang: sheet.language ?? 'en',
    displayTitle: true,
    info,
  });
  const whole = buffer(doc);
  const pages = createPages(doc);
  drawHead(pages, sheet);
  drawFacts(pages, sheet.parties, 2, strong);
  drawFacts(pages, sheet.facts, 3, plain);
  for (const section of sheet.sections) drawSection(pages, section);
  if (sheet.qr) drawQr(pages, sheet.qr, small);
  drawRemark(pages, sheet.remark);
  drawFeet(pages, `${sheet.title} ${sheet.name}`);
  doc.end();
  return whole;
}

/** A band across the page: what this is, of what, and how it stands. */
function drawHead(pages: Pages, sheet: Sheet): void {
  const { doc, left, width } = pages;
  const state = toLines(doc, sheet.state.toUpperCase(), { ...label, size: 8, colour: colours.accent }, 140).slice(0, 1);
  const stateWidth = Math.max(0, ...state.map(widthOf)) + 20;
  const lines = toLines(doc, sheet.name, name, width - stateWidth - 20);
  const height = 44 + lines.length * heightOf(name);
  const colour = sheet.isOver ? colours.over : colours.accent;
  doc.rect(0, 0, doc.page.width, height).fill(colour);
  drawAll(doc, toLines(doc, sheet.title, title, width), left, 16);
  drawAll(doc, lines, left, 31);
  const pill = { x: left + width - stateWidth, y: height / 2 - 10 };
  doc.roundedRect(pill.x, pill.y, stateWidth, 20, 10).fill('#ffffff');
  drawAll(doc, state, pill.x + 10, pill.y + 4.5);
  pages.y = height + 22;
}

/** Beyond it a text goes on alone, line by line. */
const tallest = 300;

/** A grid, row by row: small labels with their words below. */
function drawFacts(pages: Pages, facts: readonly Fact[], columns: number, first: Style): void {
  const { doc, left, width } = pages;
  const gap = 18;
  const column = (width - gap * (columns - 1)) / columns;
  for (let start = 0; start < facts.length; start += columns) {
    const taken = facts.slice(start, start + columns);
    const row = taken.map((fact) => factLines(doc, fact, first, column));
    const height = Math.max(...row.map(sumOf));
    pages.ensure(Math.min(height + 4, tallest));
    const top = pages.y;
    if (height <= tallest) {
      for (const [index, lines] of row.entries()) drawAll(doc, lines, left + index * (column + gap), top);
      pages.y = top + height + 12;
    } else for (const fact of taken) drawFlowing(pages, factLines(doc, fact, first, width));
  }
}

function factLines(doc: Doc, fact: Fact, first: Style, width: number): Line[] {
  const [head = '', ...rest] = fact.text.split('\n');
  const text = [...toLines(doc, head, first, width), ...toLines(doc, rest.join('\n'), plain, width)];
  return [...toLines(doc, fact.label.toUpperCase(), label, width), ...text.filter(isFilled)];
}

function drawFlowing(pages: Pages, lines: readonly Line[]): void {
  for (const line of lines) {
    pages.ensure(heightOf(line.style));
    drawLine(pages.doc, line, pages.left, pages.y);
    pages.y += heightOf(line.style);
  }
  pages.y += 12;
}

function drawSection(pages: Pages, section: Section): void {
  const { doc, left, width } = pages;
  const lines = toLines(doc, section.heading, { ...strong, colour: colours.accent }, width);
  // a heading keeps something of its section with it
  pages.ensure(sumOf(lines) + 90);
  doc.rect(left, pages.y, width, 0.8).fill(colours.line);
  drawAll(doc, lines, left, pages.y + 10);
  pages.y += sumOf(lines) + 18;
  drawFacts(pages, section.facts, Math.min(3, section.facts.length), plain);
  drawPictures(pages, section.pictures, small);
}

function drawRemark(pages: Pages, remark: string): void {
  const lines = toLines(pages.doc, remark, small, pages.width);
  pages.ensure(sumOf(lines) + 12);
  drawAll(pages.doc, lines, pages.left, pages.y + 8);
}

function drawFeet({ doc, left, width }: Pages, words: string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    doc.switchToPage(index);
    const top = doc.page.height - margin + 14;
    const [line] = toLines(doc, words, small, width - 80);
    const [number] = toLines(doc, `${index + 1} / ${count}`, small, 80);
    if (line) drawLine(doc, line, left, top);
    if (number) drawLine(doc, number, left + width - widthOf(number), top);
  }
}

function drawAll(doc: Doc, lines: readonly Line[], left: number, top: number): void {
  let y = top;
  for (const line of lines) {
    drawLine(doc, line, left, y);
    y += heightOf(line.style);
  }
}

const isFilled = ({ pieces }: Line) => pieces.length > 0;
const widthOf = ({ pieces }: Line) => pieces.reduce((sum, { width }) => sum + width, 0);
const sumOf = (lines: readonly Line[]) => lines.reduce((sum, { style }) => sum + heightOf(style), 0);
