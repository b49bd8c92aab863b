import { createIds } from '../../../simulator/core/ids.ts';

describe('ids', () => {
  test('repeat for the same seed', () => {
    const [one, other] = [createIds(7), createIds(7)];

    const [ids, repeated] = [one, other].map((source) => [source.uuid(), source.text(14, 'ABC123')]);

    expect(ids).toEqual(repeated);
  });

  test('differ between seeds and between calls', () => {
    const ids = createIds(7);

    const all = [ids.uuid(), ids.uuid(), createIds(8).uuid()];

    expect(new Set(all).size).toBe(3);
  });

  test('have the form that was asked for', () => {
    const ids = createIds(1);

    expect(ids.text(13, 'ABC')).toMatch(/^[ABC]{13}$/);
    expect(ids.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
