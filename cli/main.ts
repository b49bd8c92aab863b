import { runCommandLine } from './run-command-line.ts';
import { createTerminal } from './terminal.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), createTerminal(process));
