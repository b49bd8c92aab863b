import { layOutChanges } from '../../../cli/layout/changes.ts';
import { paintLine } from '../../../cli/styled-text.ts';
import type { FieldChange } from '../../../functions/reconciler/model/plan.ts';

function render(changes: readonly FieldChange[]): readonly string[] {
  return layOutChanges(changes, 80, 2).map((line) => paintLine(line, 'off'));
}

describe('layOutChanges', () => {
  test('says once what several settings have in common, and aligns their values', () => {
    const changes: readonly FieldChange[] = [
      { path: 'Enabled', before: undefined, after: true, because: ['EDGE-04'] },
      { path: 'Origins[a.b].Custom.Protocol', before: 'match-viewer', after: 'https-only', because: ['EDGE-05'] },
      { path: 'Origins[a.b].Custom.Ssl', before: ['TLSv1', 'TLSv1.2'], after: ['TLSv1.2'], because: ['EDGE-06'] },
    ];

    expect(render(changes)).toEqual([
      '  Enabled  true  [EDGE-04]',
      '  Origins[a.b].Custom',
      '    Protocol  match-viewer → https-only  [EDGE-05]',
      '    Ssl       TLSv1, TLSv1.2 → TLSv1.2  [EDGE-06]',
    ]);
  });

  test('aligns settings that have nothing in common by their whole paths', () => {
    const changes: readonly FieldChange[] = [
      { path: 'A record', before: 'A alias x', after: undefined, because: ['EDGE-14'] },
      { path: 'CacheBehaviors[/v1.0/*].DefaultTTL', before: 60, after: 0, because: ['EDGE-11'] },
    ];

    expect(render(changes)).toEqual([
      '  A record                            A alias x → removed  [EDGE-14]',
      '  CacheBehaviors[/v1.0/*].DefaultTTL  60 → 0  [EDGE-11]',
    ]);
  });
});
