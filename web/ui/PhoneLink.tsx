/** A phone number to call, written as people read it. */
import { phoneForm } from '../lib/phone-form.ts';

export function PhoneLink({ phone, className }: { phone: string; className?: string | undefined }) {
  return (
    <a className={className} href={`tel:${phone}`}>
      {phoneForm(phone)}
    </a>
  );
}
