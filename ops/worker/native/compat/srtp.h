// The worker is written for libsrtp 3, distributions ship libsrtp 2. This header is
// found first, includes the real <srtp.h> and adds those calls of version 3 that the
// worker makes. They are overloads on version 3's argument lists; only the policy
// type, a struct in version 2 and an opaque handle in version 3, has to be renamed.
#ifndef VISAVIS_COMPAT_SRTP_H
#define VISAVIS_COMPAT_SRTP_H

#include_next <srtp.h>

#include <climits>
#include <cstdint>
#include <cstring>
#include <new>
#include <openssl/crypto.h> // OPENSSL_cleanse()

// Errors that only version 3 reports; the values continue version 2's enumeration.
inline constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
inline constexpr auto srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(29);

struct visavis_srtp_policy
{
	::srtp_policy_t policy;
	srtp_profile_t profile;
	// Version 2 wants master key and master salt in one piece.
	uint8_t key[SRTP_MAX_KEY_LEN];
};

inline srtp_err_status_t srtp_policy_create(visavis_srtp_policy** created)
{
	// Value-initialised: every field that version 3 would default is zero in version 2.
	*created = new (std::nothrow) visavis_srtp_policy();

	return *created == nullptr ? srtp_err_status_alloc_fail : srtp_err_status_ok;
}

inline void srtp_policy_destroy(visavis_srtp_policy* self)
{
	if (self != nullptr)
	{
		OPENSSL_cleanse(self->key, sizeof(self->key));
		delete self;
	}
}

inline srtp_err_status_t srtp_policy_set_ssrc(visavis_srtp_policy* self, srtp_ssrc_t ssrc)
{
	self->policy.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(visavis_srtp_policy* self, srtp_profile_t profile)
{
	self->profile = profile;

	const auto err = srtp_crypto_policy_set_from_profile_for_rtp(&self->policy.rtp, profile);

	return err != srtp_err_status_ok
	         ? err
	         : srtp_crypto_policy_set_from_profile_for_rtcp(&self->policy.rtcp, profile);
}

inline srtp_err_status_t srtp_policy_add_key(
  visavis_srtp_policy* self,
  const uint8_t* key,
  size_t keyLen,
  const uint8_t* salt,
  size_t saltLen,
  const uint8_t* /*mki*/,
  size_t mkiLen)
{
	// One key, no master key identifier: all that the worker uses. Version 2 reads as many
	// bytes as the profile says, so that a shorter key must not get through.
	if (
	  mkiLen != 0 || self->policy.key != nullptr || keyLen + saltLen > sizeof(self->key) ||
	  keyLen != srtp_profile_get_master_key_length(self->profile) ||
	  saltLen != srtp_profile_get_master_salt_length(self->profile))
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(self->key, key, keyLen);
	std::memcpy(self->key + keyLen, salt, saltLen);
	self->policy.key = self->key;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(visavis_srtp_policy* self, bool allow)
{
	self->policy.allow_repeat_tx = allow ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(visavis_srtp_policy* self, size_t size)
{
	self->policy.window_size = size;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, const visavis_srtp_policy* self)
{
	return srtp_create(session, &self->policy);
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}

// Version 2 works in place and takes the length as int; version 3 has separate buffers and
// the capacity of the second in *outLen. `trailer` is what the call may append.
inline srtp_err_status_t visavis_srtp_run(
  srtp_err_status_t (*call)(srtp_t, void*, int*),
  srtp_t session,
  const uint8_t* in,
  size_t inLen,
  uint8_t* out,
  size_t* outLen,
  size_t trailer)
{
	if (inLen > static_cast<size_t>(INT_MAX) - trailer || *outLen < inLen + trailer)
	{
		return srtp_err_status_buffer_small;
	}

	if (out != in)
	{
		std::memmove(out, in, inLen);
	}

	int len        = static_cast<int>(inLen);
	const auto err = call(session, out, &len);

	if (err == srtp_err_status_ok)
	{
		*outLen = static_cast<size_t>(len);
	}

	return err;
}

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* rtp, size_t rtpLen, uint8_t* srtp, size_t* srtpLen, size_t /*mkiIndex*/)
{
	return visavis_srtp_run(
	  static_cast<srtp_err_status_t (*)(srtp_t, void*, int*)>(srtp_protect),
	  session,
	  rtp,
	  rtpLen,
	  srtp,
	  srtpLen,
	  SRTP_MAX_TRAILER_LEN);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* srtp, size_t srtpLen, uint8_t* rtp, size_t* rtpLen)
{
	return visavis_srtp_run(
	  static_cast<srtp_err_status_t (*)(srtp_t, void*, int*)>(srtp_unprotect),
	  session,
	  srtp,
	  srtpLen,
	  rtp,
	  rtpLen,
	  0);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* rtcp, size_t rtcpLen, uint8_t* srtcp, size_t* srtcpLen, size_t /*mkiIndex*/)
{
	// Four bytes more than for RTP: the SRTCP index.
	return visavis_srtp_run(
	  static_cast<srtp_err_status_t (*)(srtp_t, void*, int*)>(srtp_protect_rtcp),
	  session,
	  rtcp,
	  rtcpLen,
	  srtcp,
	  srtcpLen,
	  SRTP_MAX_TRAILER_LEN + 4);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* srtcp, size_t srtcpLen, uint8_t* rtcp, size_t* rtcpLen)
{
	return visavis_srtp_run(
	  static_cast<srtp_err_status_t (*)(srtp_t, void*, int*)>(srtp_unprotect_rtcp),
	  session,
	  srtcp,
	  srtcpLen,
	  rtcp,
	  rtcpLen,
	  0);
}

#define srtp_policy_t visavis_srtp_policy*

#endif
