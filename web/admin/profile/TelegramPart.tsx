/** The place of the card that ties this member of staff to a chat with the bot: it comes with the staff's Telegram. */
export function TelegramPart() {
  return null;
}
