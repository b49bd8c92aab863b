import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A Markdown page of the repository, by its path from the root. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

const FOLDERS = ['.', 'docs', 'docs/decisions', 'infra', 'simulator', 'simulator/estates', 'bench'];

/** Every page that a reader may be sent to. */
export function documents(): readonly Document[] {
  return FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => readDocument(join(folder, name))),
  );
}

export function readDocument(path: string): Document {
  return { path, text: readFileSync(path, 'utf8') };
}

/** The fenced block that stands behind the comment `<!-- name -->`. */
export function blockAfter({ path, text }: Document, name: string): string {
  const [, block] = new RegExp(`<!-- ${name} -->\\n\`\`\`\\w*\\n([\\s\\S]*?)\`\`\``).exec(text) ?? [];
  if (block === undefined) throw new Error(`${path} has no block ${name}`);
  return block;
}

/** The code in back-ticks of the first column of every table in a chapter. */
export function firstColumn({ text }: Document, chapter: string): readonly string[] {
  const part = text.split(/^#+ /m).find((one) => one.startsWith(`${chapter}\n`)) ?? '';
  return [...part.matchAll(/^\| `([^`]+)`/gm)].map(([, code]) => code ?? '');
}
