type Node = Readonly<Record<string, unknown>>;

const DISTRIBUTED_FIELDS = [
  'ItemReader',
  'ResultWriter',
  'Label',
  'ToleratedFailureCount',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentage',
  'ToleratedFailurePercentagePath',
];

const READER_CONFIG = ['InputType', 'MaxItems', 'MaxItemsPath'];

/** Refuses what is not simulated, and what Step Functions knows on a Distributed Map only. */
export function checkMap(name: string, state: Node): void {
  const { ProcessorConfig = {} } = (state.ItemProcessor ?? state.Iterator ?? {}) as { ProcessorConfig?: Node };
  if (ProcessorConfig.Mode === 'DISTRIBUTED') {
    checkDistributedMap(name, state);
    return;
  }
  const field = DISTRIBUTED_FIELDS.find((one) => one in state);
  if (field !== undefined) throw new TypeError(`definition: ${name}: ${field} needs a Map in Mode DISTRIBUTED`);
}

function checkDistributedMap(name: string, { ItemReader, ResultWriter, Label }: Node): void {
  const { Resource: reader, ReaderConfig = {} } = (ItemReader ?? {}) as { Resource?: string; ReaderConfig?: Node };
  const refuse = (what: string, got: unknown) => {
    throw new TypeError(`definition: ${name}: ${what}, got ${got}`);
  };
  if (ItemReader !== undefined) {
    if (reader !== 'arn:aws:states:::s3:getObject') refuse('ItemReader must get an object of S3', reader);
    if (ReaderConfig.InputType !== 'JSON') refuse('ItemReader must read JSON', ReaderConfig.InputType);
    const unknown = Object.keys(ReaderConfig).find((one) => !READER_CONFIG.includes(one));
    if (unknown !== undefined) refuse(`ReaderConfig must be of ${READER_CONFIG.join(', ')}`, unknown);
  }
  if (ResultWriter !== undefined) {
    const { Resource: writer, WriterConfig } = ResultWriter as Node;
    if (writer !== 'arn:aws:states:::s3:putObject') refuse('ResultWriter must put objects into S3', writer);
    if (WriterConfig !== undefined) refuse('ResultWriter must have no WriterConfig', JSON.stringify(WriterConfig));
  }
  if (typeof Label === 'string' && Label.length > 40) refuse('Label must have at most 40 characters', Label);
}
