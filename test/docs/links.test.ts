import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documents, readDocument } from './documents.ts';

/** Relative links without those in code. */
function linksOf(text: string): readonly string[] {
  const prose = text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link]) =>
    link === undefined || link.startsWith('https:') ? [] : [link],
  );
}

/** Anchors as GitHub derives them from headings. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function isBroken(from: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const path = file === '' ? from : join(dirname(from), file);
  if (!existsSync(path)) return true;
  return anchor !== undefined && !anchorsOf(readDocument(path).text).includes(anchor);
}

test.each(documents())('the links of $path lead somewhere', ({ path, text }) => {
  const broken = linksOf(text).filter((link) => isBroken(path, link));

  expect(broken).toEqual([]);
});

test.each(documents())('the files that $path names exist', ({ text }) => {
  const named = [...text.matchAll(/`((?:functions|cli|simulator|test|infra|docs|events|bench)\/[\w./-]+)`/g)];

  const missing = named.map(([, path = '']) => path).filter((path) => !existsSync(path));

  expect(missing).toEqual([]);
});
