/** Walks a list by its continuation token. `fetch` gets `undefined` for the first page; `next` returns undefined after the last. */
export async function* pages<Page, Token>(
  fetch: (token: Token | undefined) => Promise<Page>,
  next: (page: Page) => Token | undefined,
): AsyncGenerator<Page> {
  let token: Token | undefined;
  do {
    const page = await fetch(token);
    yield page;
    token = next(page);
  } while (token !== undefined);
}
