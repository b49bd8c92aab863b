import type { Command, ExitCode } from './command.ts';
import { layOutApiDomains } from './demo/api-domains.ts';
import { type Acts, checkExpectations, type Expectation } from './demo/expectations.ts';
import { toDemoReport } from './demo/report.ts';
import {
  layOutAgain,
  layOutApplied,
  layOutBreakage,
  layOutChanged,
  layOutDetection,
  layOutDiscovery,
  layOutEnd,
  layOutPlanned,
  layOutRepair,
} from './demo/chapters.ts';
import { openStage, type Stage } from './demo/stage.ts';
import { applyAll, breakOne, detect, discover, repair } from './demo/story.ts';
import { type GivenOptions, isGiven } from './given-options.ts';
import { BLANK, type Line, styled } from './styled-text.ts';
import type { Terminal } from './terminal.ts';
