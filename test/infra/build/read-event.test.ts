import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEvent } from '../../../infra/build/read-event.ts';

describe('readEvent', () => {
  const folder = mkdtempSync(join(tmpdir(), 'read-event-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('reads the event of a schedule', () => {
    expect(readEvent('events/schedule.json')).toMatchObject({
      source: 'aws.scheduler',
      'detail-type': 'Scheduled Event',
    });
  });

  test('is empty where none is named', () => {
    expect(readEvent(undefined)).toEqual({});
  });

  test('refuses a file that is not there', () => {
    expect(() => readEvent('events/nothing.json')).toThrow('event: cannot be read, got events/nothing.json');
  });

  test('refuses a file that is not JSON', () => {
    const path = join(folder, 'event.json');
    writeFileSync(path, '{ detail: }');

    expect(() => readEvent(path)).toThrow(`event: not JSON, got ${path}`);
  });
});
