/** An error as AWS answers it: `code` and `status` are AWS's own, `message` AWS's own sentence where it is known. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;
  /** Members of the modelled error shape beside the message, by their model names. */
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: string, status: number, message: string, detail: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.detail = detail;
  }
}
