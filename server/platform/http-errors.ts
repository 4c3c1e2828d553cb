/** One shape for every error that leaves the server, broken JSON included. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import {
  type ErrorCode,
  type ErrorReply,
  errorStatus,
  type FieldProblem,
  fieldProblems,
} from '../../contract/errors.ts';
import { CodedError } from './errors.ts';
import { languageOf, words } from './i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const say = words({ en, ru });

export async function answerError(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const known = codedErrorOf(error);
  if (known.code === 'server.failed') {
    request.log.error({ err: error, req: request }, 'A request failed.');
  }
  return answer(request, reply, known);
}

export async function answerNotFound(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return answer(request, reply, new CodedError('request.not_found'));
}

/** The body of a refusal, in the caller's language. */
export function errorBody(request: FastifyRequest, { code, details }: CodedError): ErrorReply {
  const { fields, retryAfter, triesLeft } = details;
  return {
    error: {
      code,
      message: say(languageOf(request), code),
      ...(fields && { fields }),
      ...(retryAfter !== undefined && { retryAfter }),
      ...(triesLeft !== undefined && { triesLeft }),
    },
  };
}

function answer(request: FastifyRequest, reply: FastifyReply, error: CodedError): FastifyReply {
  const { retryAfter } = error.details;
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  // The reply schema of the route describes its success, so the body is written by ourselves.
  return reply
    .code(errorStatus[error.code])
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(errorBody(request, error));
}

const codesOfFastify: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.unsupported_media',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.not_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.not_json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.invalid',
  FST_ERR_BAD_URL: 'request.not_found',
  FST_ERR_MAX_PARAM_LENGTH: 'request.not_found',
  FST_REQ_FILE_TOO_LARGE: 'request.too_large',
};

const codesOfStatus: Record<number, ErrorCode> = {
  400: 'request.invalid',
  403: 'request.forbidden',
  404: 'request.not_found',
  406: 'request.not_acceptable',
  413: 'request.too_large',
  415: 'request.unsupported_media',
};

function codedErrorOf(error: FastifyError | Error): CodedError {
  if (error instanceof CodedError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new CodedError('request.invalid', { fields: fieldsOf(error.validation) });
  }
  const { code, statusCode } = error as FastifyError;
  const known = codesOfFastify[code ?? ''] ?? codesOfStatus[statusCode ?? 500];
  return new CodedError(known ?? 'server.failed');
}

interface Issue {
  instancePath: string;
  keyword: string;
  message?: string;
}

function fieldsOf(issues: Issue[]): Record<string, FieldProblem> {
  const fields: Record<string, FieldProblem> = {};
  for (const issue of issues) {
    const field = issue.instancePath.split('/').filter(Boolean).join('.') || 'body';
    fields[field] ??= problemOf(issue);
  }
  return fields;
}

function problemOf({ keyword, message }: Issue): FieldProblem {
  const named = fieldProblems.find((problem) => problem === message);
  if (named) return named;
  if (keyword === 'too_small') return 'too_short';
  if (keyword === 'too_big') return 'too_long';
  if (keyword === 'unrecognized_keys') return 'unknown';
  return /received undefined/.test(message ?? '') ? 'required' : 'malformed';
}
