/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { textsOfPage, translatePagesWith } from './page_texts.ts'
export { RequestTexts, textsOf } from './request_texts.ts'
export type { AnswerName, AuthTexts, Labels, MailName, PageName } from './request_texts.ts'
