/** Reports what is wrong with a value at a path; says nothing about a value that is right. */
export type Check = (value: unknown, path: string, report: (problem: string) => void) => void;

export interface Members {
  readonly [name: string]: Check;
}

export const anyText: Check = (value, path, report) => {
  if (typeof value !== 'string' || value === '') {
    report(`${path}: must be a text, got ${JSON.stringify(value)}`);
  }
};

export const anyNumber: Check = (value, path, report) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    report(`${path}: must be a number, got ${JSON.stringify(value)}`);
  }
};

export const anyBoolean: Check = (value, path, report) => {
  if (typeof value !== 'boolean') {
    report(`${path}: must be true or false, got ${JSON.stringify(value)}`);
  }
};

export const anyObject: Check = (value, path, report) => {
  if (!isObject(value)) {
    report(`${path}: must be an object, got ${JSON.stringify(value)}`);
  }
};

export function matching(pattern: RegExp, meaning: string): Check {
  return (value, path, report) => {
    if (typeof value !== 'string' || !pattern.test(value)) {
      report(`${path}: must be ${meaning}, got ${JSON.stringify(value)}`);
    }
  };
}

export function choice(allowed: readonly string[]): Check {
  return (value, path, report) => {
    if (typeof value !== 'string' || !allowed.includes(value)) {
      report(`${path}: must be one of ${allowed.join(', ')}, got ${JSON.stringify(value)}`);
    }
  };
}

export function listOf(item: Check): Check {
  return (value, path, report) => {
    if (!Array.isArray(value)) {
      report(`${path}: must be a list, got ${JSON.stringify(value)}`);
      return;
    }
    value.forEach((each, index) => {
      item(each, `${path}[${index}]`, report);
    });
  };
}

/** An object whose keys are names that the document chooses. */
export function namesOf(item: Check, key?: Check): Check {
  return (value, path, report) => {
    if (!isObject(value)) {
      report(`${path}: must be an object, got ${JSON.stringify(value)}`);
      return;
    }
    for (const [name, each] of Object.entries(value)) {
      key?.(name, `${path}.${name}`, report);
      item(each, `${path}.${name}`, report);
    }
  };
}

/** An object with these members and no others, so that a misspelled member is not silently ignored. */
export function shape(required: Members, optional: Members = {}): Check {
  const known = { ...required, ...optional };
  return (value, path, report) => {
    if (!isObject(value)) {
      report(`${path}: must be an object, got ${JSON.stringify(value)}`);
      return;
    }
    for (const name of Object.keys(required).filter((each) => !(each in value))) {
      report(`${path}.${name}: is missing`);
    }
    for (const [name, each] of Object.entries(value)) {
      const check = Object.hasOwn(known, name) ? known[name] : undefined;
      if (check === undefined) {
        report(`${path}.${name}: is not known here; known are ${Object.keys(known).join(', ')}`);
      } else {
        check(each, `${path}.${name}`, report);
      }
    }
  };
}

/** Right when at least one of the alternatives finds nothing wrong; otherwise what the first one says. */
export function either(first: Check, ...others: readonly Check[]): Check {
  return (value, path, report) => {
    const isRight = [first, ...others].some((check) => problemsOf(check, value, path).length === 0);
    if (!isRight) {
      first(value, path, report);
    }
  };
}

export function problemsOf(check: Check, value: unknown, path: string): string[] {
  const problems: string[] = [];
  check(value, path, (problem) => problems.push(problem));
  return problems;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
