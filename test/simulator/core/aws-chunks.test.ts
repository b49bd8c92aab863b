import { decodeAwsChunks } from '../../../simulator/core/aws-chunks.ts';

const decode = (text: string) => {
  const { body, trailers } = decodeAwsChunks(Buffer.from(text));
  return [Buffer.from(body).toString(), trailers];
};

test('puts chunks together, whatever is in them, and reads the headers behind them', () => {
  expect(
    decode('5\r\nhel\r\n\r\n1a\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\nX-Amz-Checksum-Crc32: AAAA==\r\n\r\n'),
  ).toEqual(['hel\r\nabcdefghijklmnopqrstuvwxyz', { 'x-amz-checksum-crc32': 'AAAA==' }]);
});

test('passes over signatures', () => {
  expect(decode('2;chunk-signature=abc\r\nok\r\n0;chunk-signature=def\r\n\r\n')).toEqual(['ok', {}]);
});

test.each(['hello\r\n', '5', '5\r\nhello'])('fails for %j', (text) => {
  expect(() => decode(text)).toThrow('a chunk');
});
