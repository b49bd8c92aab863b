/**
 * Lambda's side of a function: the Runtime API on loopback, and the process that Lambda would start.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the runtime interface client told, in the Runtime API's own words. */
export interface Told {
  readonly kind: 'response' | 'error' | 'init error';
  readonly body: unknown;
}

export interface StartedFunction {
  /** Delivers one event and waits for what comes of it. */
  invoke(event: unknown): Promise<Told>;
  /** What came of starting, when that failed. */
  readonly initError: Promise<Told>;
  /** Standard output and error so far. */
  log(): string;
  stop(): Promise<void>;
}

export interface FunctionProcess {
  readonly runtimeInterfaceClient: string;
  readonly folder: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
}

export async function startFunction(started: FunctionProcess): Promise<StartedFunction> {
  let asked = Promise.withResolvers<ServerResponse>();
  const initError = Promise.withResolvers<Told>();
  const answers = new Map<string, (told: Told) => void>();
  const server = createServer(async (request, response) => {
    const { url = '' } = request;
    if (url.endsWith('/invocation/next')) return asked.resolve(response);
    const body = JSON.parse(await readBody(request));
    response.writeHead(202, { 'content-type': 'application/json' }).end('{}');
    const [, id = '', kind] = /\/invocation\/(.+)\/(response|error)$/.exec(url) ?? [];
    if (kind === undefined) initError.resolve({ kind: 'init error', body });
    else answers.get(id)?.({ kind: kind as Told['kind'], body });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const child = spawnFunction(started, `127.0.0.1:${(server.address() as AddressInfo).port}`);
  const { ended, log } = watch(child);

  return {
    initError: initError.promise,
    log,
    async invoke(event) {
      const id = `request-${answers.size + 1}`;
      const { promise: answer, resolve } = Promise.withResolvers<Told>();
      answers.set(id, resolve);
      const response = await Promise.race([asked.promise, ended]);
      asked = Promise.withResolvers();
      response.writeHead(200, invocationHeaders(id, started)).end(JSON.stringify(event));
      return Promise.race([answer, ended]);
    },
    async stop() {
      child.kill();
      await Promise.allSettled([ended, close(server)]);
    },
  };
}

function spawnFunction(
  { runtimeInterfaceClient, folder, handler, environment }: FunctionProcess,
  runtimeApi: string,
): ChildProcess {
  return spawn(process.execPath, [runtimeInterfaceClient], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, AWS_LAMBDA_RUNTIME_API: runtimeApi, LAMBDA_TASK_ROOT: folder, _HANDLER: handler },
  });
}

/** `ended` fails when the process ends, whatever the reason. */
function watch(child: ChildProcess): { readonly ended: Promise<never>; readonly log: () => string } {
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => written.push(String(chunk)));
  const log = () => written.join('');
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code) => reject(new Error(`the process of the function ended with ${code}:\n${log()}`)));
  });
  ended.catch(() => {});
  return { ended, log };
}

function invocationHeaders(id: string, { timeoutSeconds }: FunctionProcess): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': id,
    'lambda-runtime-deadline-ms': String(Date.now() + timeoutSeconds * 1000),
    'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-west-1:111111111111:function:secure-api-edge',
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
