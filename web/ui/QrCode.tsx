/** A text as a QR code, drawn in the browser. */
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

export function QrCode({
  text,
  label,
  size = 180,
}: {
  text: string;
  label: string;
  size?: number;
}) {
  const image = useQuery({
    queryKey: ['qr', text],
    queryFn: async () => {
      const { toDataURL } = await import('qrcode');
      return toDataURL(text, { margin: 2, width: size * 2, errorCorrectionLevel: 'M' });
    },
    staleTime: Number.POSITIVE_INFINITY,
    // It may hold a secret: not kept longer than it is shown.
    gcTime: 0,
  });
  if (!image.data) return <Skeleton width={size} height={size} radius="md" />;
  return (
    <img src={image.data} alt={label} width={size} height={size} style={{ borderRadius: 12 }} />
  );
}
