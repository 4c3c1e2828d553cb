/** `+7 916 123-45-67`: Russian numbers in groups, all others as they are. */
export function phoneForm(phone: string): string {
  const parts = phone.match(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/);
  return parts ? `+7 ${parts[1]} ${parts[2]}-${parts[3]}-${parts[4]}` : phone;
}
