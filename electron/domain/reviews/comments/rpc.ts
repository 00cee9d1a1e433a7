import type { commentsContract } from '../../../../shared/contract/comments.ts'
import type { Handlers } from '../../../../shared/contract/handlers.ts'
import type { Comments } from './service.ts'

export function commentsHandlers(comments: Comments): Handlers<typeof commentsContract> {
  return {
    list: (input, call) => comments.list(input, call.actorOrNull()),
    add: (input, call) => comments.add(call.actor(), input),
    reply: (input, call) => comments.reply(call.actor(), input),
    resolve: (input, call) => comments.resolve(call.actor(), input),
  }
}
